using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Import;
using NetGen.Import.Files;

namespace NetGen.Generator.Files;

/// <summary>A model's file as layers that stand in a declaration; of the weights nothing is kept.</summary>
/// <param name="State">What came of it.</param>
/// <param name="InputShape">The input's shape as arguments of [Network].</param>
/// <param name="Layers">The layers as attributes.</param>
/// <param name="Names">The layers' names.</param>
/// <param name="Complaints">Why it is no network of NetGen's.</param>
internal sealed record ModelReading(
    ModelState State,
    EquatableArray<Argument> InputShape,
    EquatableArray<AttributeDeclaration> Layers,
    EquatableArray<string> Names,
    EquatableArray<Complaint> Complaints)
{
    private static readonly ImmutableArray<string> ImageSizes = ["height", "width", "channels"];

    /// <summary>Reads a file; what is wrong with it is said and not thrown.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the attribute says of what the file leaves open.</param>
    public static ModelReading Of(string path, ImportOptions options)
    {
        try
        {
            ImportedNetwork network = ModelReader.Read(SourceOf(path), options);
            return new ModelReading(
                ModelState.Read,
                network.InputShape.Select((size, i) => new Argument(network.InputShape.Count == 1 ? "features" : ImageSizes[i], size, null)).ToImmutableArray(),
                network.Layers.Select(layer => AttributeOf(layer)).ToImmutableArray(),
                network.Layers.Select(layer => layer.Name).ToImmutableArray(),
                default);
        }
        catch (UnsupportedModelException refusal)
        {
            return Without(ModelState.Refused, refusal.Obstacles.Select(ComplaintOf));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // The rule begins with the file's name, as most of these messages do.
            string said = $"'{FileText.Of(Path.GetFileName(path))}' cannot be read: ";
            string reason = exception.Message.StartsWith(said, StringComparison.Ordinal) ? exception.Message.Substring(said.Length) : exception.Message;
            return Without(ModelState.Unreadable, [new Complaint(reason.TrimEnd('.'))]);
        }
    }

    private static Complaint ComplaintOf(Obstacle obstacle) => obstacle.Choice switch
    {
        OpenChoice.Size => new(TextOf(obstacle), $"{ModelOptions.Height} and {ModelOptions.Width} of [Network] say which"),
        OpenChoice.Output => new(TextOf(obstacle), $"{ModelOptions.Output} of [Network] says which of them to compute"),
        OpenChoice.OtherOutput => new(TextOf(obstacle), obstacle.Needed) { Argument = ModelOptions.Output },
        OpenChoice.FixedHeight => new(obstacle.Reason) { Argument = ModelOptions.Height },
        OpenChoice.FixedWidth => new(obstacle.Reason) { Argument = ModelOptions.Width },
        _ => new(TextOf(obstacle), obstacle.Needed),
    };

    private static string TextOf(Obstacle obstacle) => $"{obstacle.Operator} '{FileText.Of(obstacle.Node)}' {obstacle.Reason}";

    private static ModelReading Without(ModelState state, IEnumerable<Complaint> complaints) =>
        new(state, default, default, default, complaints.ToImmutableArray());

    /// <summary>
    /// Files are read here, and not as text that the compiler hands out: that is none of a binary file (CS2015). They are inputs of the compilation, and the host hands out
    /// a new additional file where one has changed.
    /// </summary>
    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1035:Do not use APIs banned for analyzers", Justification = "The file is an input of the compilation; see above.")]
    private static ModelSource SourceOf(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        return new ModelSource(
            Path.GetFileName(path), File.ReadAllBytes(path), name => Path.Combine(folder, name) is var file && File.Exists(file) ? File.ReadAllBytes(file) : null);
    }

    private static AttributeDeclaration AttributeOf(ImportedLayer layer) =>
        new(layer.Kind, layer.Arguments.SelectMany(ArgumentsOf).ToImmutableArray(), IsComplete: true);

    private static IEnumerable<Argument> ArgumentsOf(ImportedArgument argument) => argument.Value switch
    {
        int number => [new Argument(argument.Name, number, null)],
        double number => [new Argument(argument.Name, number, null)],
        bool flag => [new Argument(argument.Name, flag ? 1 : 0, null)],
        string text => [new Argument(argument.Name, 0, text)],
        ImportedMember member => [new Argument(argument.Name, ValueOf(member), null)],
        int[] numbers => numbers.Select((number, i) => new Argument(Argument.Element(argument.Name, i), number, null)),
        string[] texts => texts.Select((text, i) => new Argument(Argument.Element(argument.Name, i), 0, text)),
        _ => throw new InvalidOperationException($"'{argument.Name}' has a value of {argument.Value.GetType()}."),
    };

    /// <summary>The enums that users write are compiled in here.</summary>
    private static int ValueOf(ImportedMember member) =>
        (int)Enum.Parse(typeof(Padding).Assembly.GetType($"{nameof(NetGen)}.{member.Type}", throwOnError: true), member.Member);
}
