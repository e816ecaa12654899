using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Samples.WebApi;
using StbImageWriteSharp;

namespace NetGen.WebApi.Tests.Support;

/// <summary>Photographs of clothing that the network has not been trained on, in every form that the service takes, and what it should say of them.</summary>
internal static class Pictures
{
    public const int Side = 28;

    private static readonly Lazy<Dataset> Images = new(() => Dataset.FromIdx(
        Path.Combine(Places.Data, "t10k-images-idx3-ubyte.gz"), Path.Combine(Places.Data, "t10k-labels-idx1-ubyte.gz")));

    private static readonly Lazy<ClothingCnn> Network = new(() =>
    {
        var network = new ClothingCnn();
        network.Load(Places.Weights);
        return network;
    });

    /// <summary>The pixels of a photograph.</summary>
    public static float[] Pixels(int photograph)
    {
        float[] pixels = new float[Side * Side];
        Images.Value.ReadInput(photograph, pixels);
        return pixels;
    }

    /// <summary>The class that somebody has written beside it.</summary>
    public static string Label(int photograph)
    {
        float[] label = new float[1];
        Images.Value.ReadTarget(photograph, label);
        return ClothingCnn.ClassNames[(int)label[0]];
    }

    /// <summary>What the network says of it in this process.</summary>
    public static float[] Expected(int photograph) => Expected(Pixels(photograph));

    /// <summary>What the network says of pixels in this process.</summary>
    public static float[] Expected(float[] pixels) => Network.Value.Predict(pixels);

    public static byte[] Floats(float[] pixels) => MemoryMarshal.AsBytes<float>(pixels).ToArray();

    public static byte[] Png(float[] pixels) =>
        Write(pixels, (writer, bytes, stream) => writer.WritePng(bytes, Side, Side, ColorComponents.RedGreenBlue, stream));

    public static byte[] Bmp(float[] pixels) =>
        Write(pixels, (writer, bytes, stream) => writer.WriteBmp(bytes, Side, Side, ColorComponents.RedGreenBlue, stream));

    public static byte[] Jpeg(float[] pixels) =>
        Write(pixels, (writer, bytes, stream) => writer.WriteJpg(bytes, Side, Side, ColorComponents.RedGreenBlue, stream, 100));

    /// <summary>A picture of one colour, small as a file whatever its size.</summary>
    public static byte[] BlankPng(int side)
    {
        using var stream = new MemoryStream();
        new ImageWriter().WritePng(new byte[side * side * 3], side, side, ColorComponents.RedGreenBlue, stream);
        return stream.ToArray();
    }

    private static byte[] Write(float[] pixels, Action<ImageWriter, byte[], Stream> write)
    {
        using var stream = new MemoryStream();
        write(new ImageWriter(), [.. pixels.SelectMany(pixel => Enumerable.Repeat((byte)pixel, 3))], stream);
        return stream.ToArray();
    }
}
