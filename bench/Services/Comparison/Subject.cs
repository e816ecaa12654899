using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using NetGen.Bench.Peers;
using Architecture = NetGen.Bench.Peers.Architecture;

namespace NetGen.Bench.Services;

/// <summary>A network in the files of both sides, with the same weights, and a sample in both layouts.</summary>
internal sealed class Subject
{
    private Subject(string name, string weights, string model, byte[] channelsLast, byte[] channelsFirst)
    {
        Name = name;
        Weights = weights;
        Model = model;
        ChannelsLast = channelsLast;
        ChannelsFirst = channelsFirst;
    }

    public string Name { get; }

    /// <summary>NetGen's file.</summary>
    public string Weights { get; }

    /// <summary>ONNX Runtime's.</summary>
    public string Model { get; }

    /// <summary>A request to NetGen.</summary>
    public byte[] ChannelsLast { get; }

    /// <summary>The same to ONNX Runtime.</summary>
    public byte[] ChannelsFirst { get; }

    public static Subject Create(Architecture architecture, INetwork network, string folder)
    {
        string weights = Path.Combine(folder, architecture.Name + ".safetensors");
        string model = Path.Combine(folder, architecture.Name + ".onnx");
        float[] values = architecture.RandomWeights(seed: 1);
        network.Parameters.Update(values, static (random, parameters) => random.CopyTo(parameters));
        network.Save(weights);
        File.WriteAllBytes(model, OnnxModel.Write(architecture, values, batch: 1));
        float[] sample = architecture.RandomSamples(1, seed: 2);
        return new Subject(architecture.Name, weights, model, Request(sample), Request(Peers.ChannelsFirst.Samples(sample, architecture.InputShape)));
    }

    private static byte[] Request(float[] sample)
    {
        ReadOnlySpan<byte> body = MemoryMarshal.AsBytes<float>(sample);
        byte[] head = Encoding.ASCII.GetBytes(
            $"POST /predict HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. head, .. body];
    }
}
