using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using NetGen.Images.Tests;
using NetGen.Import;
using NetGen.Import.Files;
using NetGen.Import.Tests.Hostile;
using NetGen.Reporting;

namespace NetGen.Bench.Fuzz;

/// <summary>All readers.</summary>
internal static class Targets
{
    private static readonly string[] Json =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e999", "-1", "2147483648", "0", "\\u0000", "\"shape\"", "\"dtype\"", "\"data_offsets\"",
    ];

    private static readonly string[] Csv = [",", ";", "\"", "\"\"", "\r\n", "\n", "1e39", "NaN", "-", "e", "\uFEFF", "\u0000"];

    private static readonly string[] Svg =
    [
        "<svg>", "</svg>", "<g>", "</g>", "<script>", "<a href=\"x\">", "<style>", "<!--", "-->", "<![CDATA[", "]]>",
        "<!DOCTYPE svg>", "&lt;", "&#0;", "&#x10FFFF;", "xmlns=\"\"", "onload=\"x\"", "url(#a)",
    ];

    public static IReadOnlyList<Target> All { get; } =
    [
        Safetensors(),
        new("checkpoint", [Checkpoint()], Json, input => StateFile.Read(new MemoryStream(input), "checkpoint"), IsBroken, Packed),
        new("idx", [Idx(3, 4, 5), Idx(7), Idx(2, 6, 6, 3)], [], ReadIdx, IsBroken, Packed),
        new("gzip", [Zipped(Idx(3, 4, 5)), Zipped(Idx(7)), [.. Zipped([0, 0, 8, 1, 0, 0, 0, 2]), .. Zipped([1, 2])]], [], ReadIdx, IsBroken, Packed),
        new("csv", [.. CsvSeeds().Select(Encoding.UTF8.GetBytes)], Csv, ReadCsv, IsBrokenOrOther, Packed),
        new("png", [.. Pngs()], ["IHDR", "IDAT", "IEND", "PLTE", "tRNS", "eXIf"], input => RasterImage.Decode(input), IsBroken, Pixels),
        new("jpeg", [.. Jpegs()], [], input => RasterImage.Decode(input), IsBroken, Pixels),
        new("bmp", [.. Bmps()], [], input => RasterImage.Decode(input), IsBroken, Pixels),
        Model("onnx", "*.onnx", 30_000),
        Model("hdf5", "*.h5", 200_000),
        Model("keras", "*.keras", 200_000),
        Weights("pickle", "*.pt", "*.pth"),
        TensorFlowJs(),
        new("svg", [.. SvgSeeds().Select(Encoding.UTF8.GetBytes)], Svg, ReadSvg, exception => exception is ArgumentException, Packed),
        Declarations.Target,
    ];

    private static bool IsBroken(Exception exception) => exception is InvalidDataException;

    /// <summary>A text that has not the columns that the options name is no broken one.</summary>
    private static bool IsBrokenOrOther(Exception exception) => exception is InvalidDataException or ArgumentException { ParamName: "options" };

    private static bool IsRefused(Exception exception) => exception is InvalidDataException or UnsupportedModelException;

    /// <summary>Deflate packs 1,032 bytes into one.</summary>
    private static long Packed(long bytes) => (8L << 20) + (2 * 1_032 * bytes);

    /// <summary>Of bits that are packed so, each may be a pixel of three bytes.</summary>
    private static long Pixels(long bytes) => 200_000 + (1_032L * 8 * 3 * bytes);

    /// <summary>A refusal leaves every bit of the network.</summary>
    private static Target Safetensors()
    {
        var network = new Small(seed: 1);
        using var file = new MemoryStream();
        network.Save(file);
        using var half = new MemoryStream();
        network.Save(half, WeightPrecision.Float16);
        return new("safetensors", [file.ToArray(), half.ToArray()], Json, Read, IsBroken, Packed);

        void Read(byte[] input)
        {
            float[] before = [.. network.Parameters.Values];
            try
            {
                network.Load(new MemoryStream(input));
            }
            catch (InvalidDataException)
            {
                if (!network.Parameters.Values.SequenceEqual(before))
                {
                    throw new InvalidOperationException("What was refused has changed the network.");
                }

                throw;
            }

            before.CopyTo(network.Parameters.MutableValues);
        }
    }

    private static byte[] Checkpoint()
    {
        var state = new SavedState();
        state.Set("epoch", 3L);
        state.Set("rate", 0.5);
        state.Set("name", "Adam");
        state.Part("slots").Set("momentum", [1f, 2f, 3f]);
        using var file = new MemoryStream();
        StateFile.Write(file, state);
        return file.ToArray();
    }

    private static byte[] Idx(params int[] sides) =>
    [
        0, 0, 8, (byte)sides.Length,
        .. sides.SelectMany(side => new byte[] { 0, 0, 0, (byte)side }),
        .. Enumerable.Range(0, sides.Aggregate((a, b) => a * b)).Select(i => (byte)i),
    ];

    private static byte[] Zipped(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(content);
        }

        return file.ToArray();
    }

    private static void ReadIdx(byte[] input) => NetGen.Idx.Read(new MemoryStream(input));

    private static IEnumerable<string> CsvSeeds() =>
    [
        "a,b,class\n1,2,x\n3,4,y\n", "1;2;0\r\n\"3\";4e-3;1\r\n", "\"a \"\"b\"\"\",c\n-1.5,2\n", "\uFEFFx\ty\n0.1\t7\n\n",
    ];

    private static void ReadCsv(byte[] input) => CsvDataset.Load(new StringReader(Encoding.UTF8.GetString(input)));

    private static void ReadSvg(byte[] input) => Figure.FromSvg(Encoding.UTF8.GetString(input));

    private static IEnumerable<byte[]> Pngs() =>
    [
        PngFile.Grey(4, [.. Enumerable.Range(0, 20).Select(i => (byte)(7 * i))], JpegFiles.Exif(5, little: false)),
        new PngFile().Chunk("IHDR", PngFile.Header(9, 9, 16, 6, 1)).Chunk("tEXt", [1, 2, 3]).Chunk("IDAT", PngFile.Deflated(new byte[900])).End(),
        new PngFile().Chunk("IHDR", PngFile.Header(9, 9, 1, 3)).Chunk("PLTE", [1, 2, 3, 4, 5, 6]).Chunk("IDAT", PngFile.Deflated(new byte[27])).End(),
    ];

    private static IEnumerable<byte[]> Jpegs() =>
    [
        JpegFiles.Baseline, JpegFiles.Progressive, JpegFiles.Restarting, JpegFiles.ProgressiveRestarting,
        JpegFiles.WithExif(JpegFiles.Baseline, JpegFiles.Exif(6, little: true)),
    ];

    private static IEnumerable<byte[]> Bmps() =>
    [
        BmpFile.Of(3, 2, 24, 0, [], new byte[24]),
        BmpFile.Of(3, -2, 32, 3, BmpFile.Masks(0xFF, 0xFF00, 0xFF0000), new byte[24]),
        BmpFile.Of(5, 2, 16, 0, [], new byte[24]),
        BmpFile.Of(9, 3, 1, 0, new byte[8], new byte[12]),
        BmpFile.Of(9, 3, 8, 0, new byte[64], new byte[36]),
    ];

    private static Target Model(string name, string pattern, int most)
    {
        string extension = Path.GetExtension(pattern);
        return new(name, Files(most, pattern), Json, Read, IsRefused, FileMutants.Most);

        void Read(byte[] input) => ModelReader.Read(new ModelSource("mutant" + extension, input, _ => null), new ImportOptions());
    }

    private static Target Weights(string name, params string[] patterns)
    {
        return new(name, Files(200_000, patterns), ["c__builtin__\neval\n", "(", ".", "R", "\u0080\u0002"], Read, IsRefused, FileMutants.Most);

        static void Read(byte[] input) => ModelReader.ReadWeights(new ModelSource("mutant.pt", input, _ => null));
    }

    private static Target TensorFlowJs()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Files", "tfjs");
        Dictionary<string, byte[]> beside = Directory.EnumerateFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        long length = beside.Values.Sum(content => (long)content.Length);
        return new(
            "tfjs",
            [beside["model.json"], beside["quantized.json"]],
            Json,
            input => ModelReader.Read(new ModelSource("model.json", input, beside.GetValueOrDefault), new ImportOptions()),
            IsRefused,
            bytes => FileMutants.Most(bytes + length));
    }

    private static byte[][] Files(int most, params string[] patterns) =>
    [
        .. patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Files"), pattern, SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Where(path => new FileInfo(path).Length <= most)
            .Select(File.ReadAllBytes),
    ];

    private static IEnumerable<string> SvgSeeds() =>
    [
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g fill="red"><rect x="1" y="2" width="3" height="4"/><text>a &amp; b</text></g></svg>""",
        """<svg xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path d="M0 0L9" fill="url(#a)"/></svg>""",
    ];
}
