using Company.Learning_1;
using NetGen;

Console.WriteLine(LineCnn.Info.Summary());

LineCnn network = Training.Run(new ConsoleProgress());
Console.WriteLine($"Test accuracy: {Training.Test(network):P1}");
network.Save("lines.safetensors");

float[] image = new float[LineCnn.Info.InputSize];
Lines.Draw(1, seed: 3).ReadInput(0, image);
Console.WriteLine($"The line {Lines.ClassNames[network.PredictClass(image)]}.");
