using System;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;
using NetGen.Generator.Files;
using NetGen.Generator.Layers;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Diagnostics;

/// <summary>Holds the file that a [Weights] attribute names against the network.</summary>
internal static class WeightFileCheck
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ImmutableArray<Finding> Of(WeightsDeclaration weights, Network network, AnalyzerOptions options)
    {
        var findings = new Findings();
        string folder = WeightFile.FolderOf(options.AnalyzerConfigOptionsProvider);
        WeightFile[] files = [.. options.AdditionalFiles.Select(text => WeightFile.Of(text, options.AnalyzerConfigOptionsProvider)).OfType<WeightFile>()];
        if (WeightFile.Find(files, weights, folder) is not { } file)
        {
            findings.Remark(RuleId.NoWeightFile, Site.Weights, string.Join(" or ", WeightFile.Places(weights, folder).DefaultIfEmpty(weights.Path)));
            return findings.Items;
        }

        try
        {
            WeightRules.Check(network, ReadHeader(file.Path), weights.Path, findings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            findings.Remark(RuleId.UnreadableWeights, Site.Weights, weights.Path, exception.Message.TrimEnd('.'));
        }

        return findings.Items;
    }

    /// <summary>
    /// Reads the beginning of the file. Analyzers read files as text that the compiler hands them, and that is no way here: it refuses the text
    /// of a binary file (CS2015), which eight bytes with zeros in a row, the header's length, already make of one; what it does decode keeps no
    /// byte that is no character, and it decodes all of the data behind the header too. So the few kilobytes in question are read here, of a file
    /// that is an input of the compilation in any case: where its content changes, the host hands out a new additional file and asks anew. The
    /// generator, whose results a host keeps, reads nothing.
    /// </summary>
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1035:Do not use APIs banned for analyzers", Justification = "The file is an input of the compilation; see above.")]
    private static ImmutableArray<TensorEntry> ReadHeader(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] start = Read(stream, sizeof(ulong), "it ends before its header");
        ulong length = 0;
        for (int i = start.Length - 1; i >= 0; i--)
        {
            length = (length << 8) | start[i];
        }

        long left = stream.Length - stream.Position;
        if (length > (ulong)Math.Min(left, SafeTensorsHeader.Longest))
        {
            throw new FormatException(FormattableString.Invariant($"it claims a header of {length} bytes where at most {left} are possible"));
        }

        byte[] header = Read(stream, (int)length, "it ends within its header");
        return SafeTensorsHeader.Parse(StrictUtf8.GetString(header), left - header.Length);
    }

    private static byte[] Read(Stream stream, int length, string complaint)
    {
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int more = stream.Read(bytes, read, length - read);
            read += more > 0 ? more : throw new FormatException(complaint);
        }

        return bytes;
    }
}
