using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using NetGen.Bench.Peers.OneDnn;

namespace NetGen.Bench.Peers;

/// <summary>
/// The time from a process's start to its first prediction of mnist, weights from a file: what a command-line tool or a cold
/// server waits for. NetGen's as a native program is bench/Native's to measure; here all sides run under the JIT.
/// </summary>
internal static class FirstPredictionProbe
{
    /// <summary>What this program is called with to be such a process.</summary>
    public const string CommandName = "first-prediction";

    private const int Starts = 15;

    private static readonly Contest<Mnist> Subject = (Contest<Mnist>)Contest.All[1];

    /// <summary>Starts the processes and times them.</summary>
    public static IReadOnlyList<Start> Measure(IEnumerable<Peer> peers)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-peers");
        try
        {
            Workload workload = Workload.Create(Subject.Architecture, batch: 1);
            string file = Path.Combine(folder.FullName, "weights");
            Mnist model = Subject.Create();
            model.Parameters.Update(workload.Weights, static (weights, values) => weights.CopyTo(values));
            model.Save(file);
            var starts = new List<Start> { new(Peers.NetGen, Time(Peers.NetGen, file)) };
            foreach (Peer peer in peers)
            {
                ReadOnlySpan<byte> content = peer == Peer.OnnxRuntime
                    ? OnnxModel.Write(Subject.Architecture, workload.Weights, batch: 1)
                    : MemoryMarshal.AsBytes<float>(workload.Weights);
                File.WriteAllBytes(file, content);
                starts.Add(new Start(Peers.Name(peer), Time(peer.ToString(), file)));
            }

            return starts;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The child's part: loads the file, predicts a blank image with a peer, or with NetGen when there is none, and prints.</summary>
    public static int Run(Peer? peer, FileInfo file)
    {
        float[] image = new float[28 * 28];
        float first;
        switch (peer)
        {
            case null:
                var model = new Mnist();
                model.Load(file.FullName);
                float[] probabilities = new float[10];
                model.Predict(image, probabilities);
                first = probabilities[0];
                break;
            case Peer.OnnxRuntime:
                using (var forward = new OnnxRuntimeForward(File.ReadAllBytes(file.FullName), Subject.Architecture, image, threads: 1))
                {
                    first = forward.Predict()[0];
                }

                break;
            case Peer.OneDnn:
                using (var forward = new OneDnnForward(Load(), threads: 1, ConvolutionForm.Direct))
                {
                    first = forward.Predict()[0];
                }

                break;
            default:
                LibtorchNetwork.LoadVersion();
                using (var forward = new LibtorchForward(Load(), threads: 1, Layout.ChannelsFirst))
                {
                    first = forward.Predict()[0];
                }

                break;
        }

        Console.WriteLine(first.ToString("R", CultureInfo.InvariantCulture));
        return 0;

        Workload Load()
        {
            float[] weights = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file.FullName)).ToArray();
            return new Workload(Subject.Architecture, Batch: 1, weights, image, Targets: []);
        }
    }

    private static double Time(string contender, string file) => FirstAnswer.Measure(FirstAnswer.Self(CommandName, contender, file), Starts);
}
