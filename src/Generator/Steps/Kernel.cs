using System;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps;

/// <summary>When a kernel runs.</summary>
internal enum Stage
{
    /// <summary>When the parameters have changed: brings them into the layout that other kernels read.</summary>
    Pack,

    /// <summary>On the way from the input to the output.</summary>
    Forward,

    /// <summary>On the way back, with the gradients.</summary>
    Backward,

    /// <summary>After all lanes: completes the gradients by the parameters.</summary>
    Reduce,

    /// <summary>With the optimizer's step: changes the parameters that are state, by what the batch has shown.</summary>
    State,
}

/// <summary>What one call of a kernel takes on.</summary>
internal enum Cut
{
    /// <summary>All there is to do.</summary>
    Whole,

    /// <summary>A sample.</summary>
    Sample,

    /// <summary>One part of a sample; parts may run in any order and at once.</summary>
    Part,

    /// <summary>All samples of a group, which lie as rows of a matrix.</summary>
    Group,

    /// <summary>One part of what there is to do for all samples of a group; parts may run in any order and at once.</summary>
    GroupPart,

    /// <summary>A range of items, which is a job.</summary>
    Range,

    /// <summary>
    /// What all lanes have left. They meet here: what their samples do before it is a segment of their way, what they do behind it belongs to the next.
    /// </summary>
    Meeting,
}

/// <summary>For which batches a kernel runs.</summary>
internal enum Condition
{
    Always,

    /// <summary>While training; another kernel does the step's work otherwise.</summary>
    WhileTraining,

    /// <summary>While evaluating.</summary>
    WhileEvaluating,
}

/// <summary>A method that the emitted drivers call. Its declaration and all calls are written from its operands.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Operands">Its parameters, in order.</param>
/// <param name="Body">Writes the method: its heading, its head, which <see cref="Open"/> writes, and what it does.</param>
internal sealed record Kernel(string Name, Stage Stage, Cut Cut, ImmutableArray<Operand> Operands, Action<CodeWriter, Kernel> Body)
{
    /// <summary>Methods that only it calls, or others of its kind; they stand before it.</summary>
    public ImmutableArray<KernelPart> Parts { get; init; } = [];

    public Condition Condition { get; init; }

    /// <summary>Whether it does a part of what another kernel of the step does whole, for threads that share a sample.</summary>
    public bool IsPart => Cut is Cut.Part or Cut.GroupPart;

    /// <summary>Number of items of a range, or of parts of a sample or a group; and the items of one job.</summary>
    public int Items { get; init; }

    public int ItemsPerJob { get; init; } = 1;

    public int Jobs => Cut == Cut.Range || IsPart ? (Items + ItemsPerJob - 1) / ItemsPerJob : 1;

    /// <summary>The gradient that its jobs write in pieces, each from its first item on; null where they write to where the whole is held.</summary>
    public Operand? Piece => Operands.FirstOrDefault(operand => operand is { Kind: OperandKind.ParameterGradient, Need: not null });

    /// <summary>Whether what it returns is a penalty, to be added to the loss.</summary>
    public bool GivesPenalty { get; init; }

    /// <summary>Tells the method from all others of a class.</summary>
    public string Signature => $"{Name}({string.Join(", ", Operands.Select(operand => operand.Type))})";

    /// <summary>Opens the method, one with hot loops.</summary>
    public CodeWriter.Scope Open(CodeWriter writer) => Method.Kernel(writer, Name, Result, Declarations);

    /// <summary>Opens the method, one that calls others.</summary>
    public CodeWriter.Scope OpenDriver(CodeWriter writer) => Method.Driver(writer, Name, Result, Declarations);

    private string Result => GivesPenalty ? "double" : "void";

    private string[] Declarations => [.. Operands.Select(operand => operand.Declaration)];
}

/// <summary>A method that only kernels call.</summary>
/// <param name="Signature">Tells it from all others of a class.</param>
/// <param name="Write">Writes it.</param>
internal sealed record KernelPart(string Signature, Action<CodeWriter> Write);
