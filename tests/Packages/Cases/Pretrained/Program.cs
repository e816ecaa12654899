using Models;
using NetGen;

// Trains with checkpoints, so often that somebody can kill it between two of them.
if (args is ["--train", string folder])
{
    var network = new LineCnn(seed: 1);
    var options = new FitOptions { Epochs = 3000, Seed = 3, Checkpoint = new(folder, CheckpointInterval.Steps(5)) };
    History history = new Trainer<LineCnn>(network, new Adam(), Loss.SparseCategoricalCrossentropy).Fit(Lines.Make(200, seed: 5), options);
    Console.WriteLine(history.ResumedFrom is { } checkpoint ? $"went on from {checkpoint}" : "began anew");
    network.Save(Path.Combine(folder, "lines.safetensors"));
    return 0;
}

// With a path it makes the weights that take half the room.
if (args is [string path])
{
    LineCnn.Pretrained().Save(path, WeightPrecision.Float16);
    return 0;
}

return Lines.Judge(LineCnn.Pretrained());
