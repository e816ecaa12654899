using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Tests;

/// <summary>A project's folder with files of weights and models, as the package's targets show them to the compiler.</summary>
internal sealed class WeightFolder : IDisposable
{
    /// <summary>The header of a layer Dense(3) over four values.</summary>
    public const string Digits = """{"dense/kernel":{"dtype":"F32","shape":[4,3],"data_offsets":[0,48]},"dense/bias":{"dtype":"F32","shape":[3],"data_offsets":[48,60]}}""";

    /// <summary>The bytes of the data that belongs to it.</summary>
    public const int DigitsLength = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-weights");

    public string Path => _folder.FullName;

    /// <summary>All files, each as new an object as a host makes after an edit.</summary>
    public ImmutableArray<AdditionalText> Texts =>
        [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new FileOfWeights(path))];

    /// <summary>
    /// A folder with the files that the rules' pages name: digits.safetensors, and cut.safetensors, which lacks its end; the models digits.onnx and sequence.onnx,
    /// open.onnx, which takes images of any size, and two.onnx, which has two outputs; and a text.
    /// </summary>
    public static WeightFolder OfPages()
    {
        var folder = new WeightFolder();
        folder.Write("digits.safetensors", Digits, DigitsLength);
        folder.Write("cut.safetensors", Digits, DigitsLength - 1);
        folder.Write("digits.onnx", OnnxBytes.Digits());
        folder.Write("sequence.onnx", OnnxBytes.Sequence());
        folder.Write("open.onnx", OnnxBytes.Open());
        folder.Write("two.onnx", OnnxBytes.TwoOutputs());
        folder.Write("digits.txt", Encoding.UTF8.GetBytes("digits"));
        return folder;
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string header, int dataLength)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        Write(name, [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataLength]]);
    }

    public void Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), content);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Nobody reads weights as text: the compiler would decode all of them.</summary>
    private sealed class FileOfWeights(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(System.Threading.CancellationToken cancellationToken = default) => throw new InvalidOperationException("Weights were read as text.");
    }
}
