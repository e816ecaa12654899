using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetGen.Generator.Code;

/// <summary>
/// The heart of every product: a tile of rows x columns accumulators held in registers, to which each step adds the outer
/// product of one input value per row and one weight vector per column. Convolutions forward and backward and dense layers differ
/// only in where rows, columns and steps lie.
/// </summary>
internal sealed record Tile
{
    /// <summary>Floats of a line of the caches.</summary>
    private const int LineFloats = 16;

    public required VectorForm Form { get; init; }

    /// <summary>Offset of each row's input from <see cref="Input"/>, in floats: a literal, or a variable where the program decides.</summary>
    public required ImmutableArray<string> Rows { get; init; }

    /// <summary>Offset of each column's weights from <see cref="Weights"/>, in floats.</summary>
    public required ImmutableArray<int> Columns { get; init; }

    /// <summary>Reference to the first step's input of the first row.</summary>
    public required string Input { get; init; }

    /// <summary>Floats that the input advances per step.</summary>
    public required int InputStep { get; init; }

    /// <summary>Terms of a step: neighbouring values of a row's input, of which a register has one after the other.</summary>
    public int Terms { get; init; } = 1;

    /// <summary>Whether the last step of the run, whose length is known then, begins with the last term of the step before.</summary>
    public bool Overlaps { get; init; }

    /// <summary>Reference to the first step's weights of the first column.</summary>
    public required string Weights { get; init; }

    /// <summary>Floats that the weights advance per step.</summary>
    public required int WeightStep { get; init; }

    /// <summary>Spells a register of weights, from the name of a reference and an offset; null where it is as many of them as fill it.</summary>
    public Func<string, string, string>? WeightsAt { get; init; }

    /// <summary>Floats from a step's weights to those that it asks the memory for; 0 where it asks for none.</summary>
    public int WeightsAhead { get; init; }

    /// <summary>Loops around the run: counts and floats that input and weights advance.</summary>
    public ImmutableArray<(string Variable, int Count, int Input, int Weights)> Loops { get; init; } = [];

    /// <summary>A loop around those, over as many samples as the program decides; then all of them stay loops. Null where there is none.</summary>
    public (string Variable, string Count, int Input, int Weights)? Samples { get; init; }

    /// <summary>Steps of the run: a literal or a variable.</summary>
    public required string Steps { get; init; }

    /// <summary>Steps of the run where they are known, else 0.</summary>
    public int KnownSteps { get; init; }

    /// <summary>The most steps of an iteration, where there are so many tiles that each had better be short; 0 for as many as are of use.</summary>
    public int MostAtOnce { get; init; }

    /// <summary>How far the sum is written out.</summary>
    public WrittenOut WrittenOut { get; init; }

    /// <summary>The accumulators' first values by row and column.</summary>
    public required Func<int, int, string> First { get; init; }

    /// <summary>Writes what becomes of the accumulators: row, column, accumulator's name.</summary>
    public required Action<CodeWriter, int, int, string> Finish { get; init; }

    public void Write(CodeWriter writer)
    {
        string vector = Form.Type;
        for (int row = 0; row < Rows.Length; row++)
        {
            writer.Line($"{vector} {string.Join(", ", Columns.Select((_, column) => $"{Accumulator(row, column)} = {First(row, column)}"))};");
        }

        WriteSum(writer);

        for (int row = 0; row < Rows.Length; row++)
        {
            for (int column = 0; column < Columns.Length; column++)
            {
                Finish(writer, row, column, Accumulator(row, column));
            }
        }
    }

    private void WriteSum(CodeWriter writer)
    {
        if (Samples is (var sample, var count, var input, var weights))
        {
            using (writer.Block($"for (int {sample} = 0; {sample} < {count}; {sample}++)"))
            {
                WriteLoops(writer, 0, Reference.At(Input, Reference.Product(sample, input)), Reference.At(Weights, Reference.Product(sample, weights)));
            }

            return;
        }

        switch (WrittenOut)
        {
            case WrittenOut.All when Loops.Length > 0:
                WriteAll(writer);
                break;
            case WrittenOut.Taps when Loops.Length > 0:
                WriteTaps(writer);
                break;
            default:
                WriteLoops(writer, 0, Input, Weights);
                break;
        }
    }

    private static string Accumulator(int row, int column) => $"c{Literal.Of(row)}_{Literal.Of(column)}";

    private static string Weight(int column) => "b" + Literal.Of(column);

    private void WriteLoops(CodeWriter writer, int depth, string input, string weights)
    {
        if (depth == Loops.Length)
        {
            writer.Line($"ref float a = ref {input};");
            writer.Line($"ref float b = ref {weights};");
            WriteRun(writer, WrittenOut == WrittenOut.All);
            return;
        }

        (string variable, int count, int inputStep, int weightStep) = Loops[depth];
        using (writer.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)"))
        {
            WriteLoops(
                writer, depth + 1, Reference.At(input, Reference.Product(variable, inputStep)), Reference.At(weights, Reference.Product(variable, weightStep)));
        }
    }

    /// <summary>Where the taps begin, in the order of the loops around the run.</summary>
    private IEnumerable<(int Input, int Weights)> Taps()
    {
        IEnumerable<(int Input, int Weights)> taps = [(0, 0)];
        foreach ((_, int count, int input, int weights) in Loops)
        {
            taps = taps.SelectMany(tap => Enumerable.Range(0, count).Select(i => (tap.Input + (i * input), tap.Weights + (i * weights))));
        }

        return taps;
    }

    /// <summary>The whole sum, step by step.</summary>
    private void WriteAll(CodeWriter writer)
    {
        writer.Line($"ref float a = ref {Input};");
        writer.Line($"ref float b = ref {Weights};");
        bool isFirst = true;
        foreach ((int input, int weights) in Taps())
        {
            for (int step = 0; step < KnownSteps; step++)
            {
                WriteStep(writer, input + InputOf(step, KnownSteps), weights + (step * WeightStep), isFirst);
                isFirst = false;
            }
        }
    }

    /// <summary>Tap by tap; a tap of many steps loops over them.</summary>
    private void WriteTaps(CodeWriter writer)
    {
        bool isFirst = true;
        foreach ((int input, int weights) in Taps())
        {
            string declare = isFirst ? "ref float " : "";
            writer.Line($"{declare}a = ref {Reference.At(Input, input)};");
            writer.Line($"{declare}b = ref {Reference.At(Weights, weights)};");
            WriteRun(writer, isWhole: false, isFirst);
            isFirst = false;
        }
    }

    private void WriteRun(CodeWriter writer, bool isWhole, bool isFirst = true)
    {
        if (KnownSteps == 0)
        {
            WriteRunLoop(writer, Steps, 1);
            return;
        }

        int accumulators = Rows.Length * Columns.Length;
        if (isWhole || KnownSteps <= Unrolling.Whole(accumulators))
        {
            WriteRunEnd(writer, KnownSteps, isFirst);
            return;
        }

        int even = Overlaps ? KnownSteps - 1 : KnownSteps;
        int unroll = Math.Min(Unrolling.Unroll(even, accumulators), MostAtOnce > 0 ? MostAtOnce : int.MaxValue);
        WriteRunLoop(writer, Literal.Of(even / unroll), unroll);
        int rest = (even % unroll) + (KnownSteps - even);
        if (rest > 0)
        {
            using (writer.Part(Words.Range("Step", KnownSteps - rest, rest), isAlone: false))
            {
                WriteRunEnd(writer, rest);
            }
        }
    }

    private void WriteRunLoop(CodeWriter writer, string count, int unroll)
    {
        using (writer.Block($"for (int step = 0; step < {count}; step++)"))
        {
            for (int step = 0; step < unroll; step++)
            {
                WriteStep(writer, step * InputStep, step * WeightStep, isFirst: step == 0);
            }

            writer.Line($"a = ref {Reference.At("a", (long)unroll * InputStep)};");
            writer.Line($"b = ref {Reference.At("b", (long)unroll * WeightStep)};");
        }
    }

    /// <summary>The last steps of a run, or all of them.</summary>
    private void WriteRunEnd(CodeWriter writer, int count, bool isFirst = true)
    {
        for (int step = 0; step < count; step++)
        {
            WriteStep(writer, InputOf(step, count), step * WeightStep, isFirst && step == 0);
        }
    }

    /// <summary>Floats from the first of a run's last steps to the input of one of them.</summary>
    private int InputOf(int step, int count) => (step * InputStep) - (Overlaps && step == count - 1 ? Terms - 1 : 0);

    /// <param name="writer">Where to.</param>
    /// <param name="input">Floats from the reference to the input.</param>
    /// <param name="weights">Floats from the reference to the weights.</param>
    /// <param name="isFirst">Whether it is the first of its block, which declares what all use.</param>
    private void WriteStep(CodeWriter writer, int input, int weights, bool isFirst)
    {
        var op = new Operations(Form);
        string declare = isFirst ? Form.Type + " " : "";
        for (int column = 0; column < Columns.Length; column++)
        {
            int offset = weights + Columns[column];
            writer.Line($"{declare}{Weight(column)} = {WeightsAt?.Invoke("b", Literal.Of(offset)) ?? Form.Load("b", Literal.Of(offset))};");
            if (WeightsAhead > 0 && column * Form.Lanes % LineFloats == 0)
            {
                writer.Line($"VectorMath.Prefetch(ref {Reference.At("b", Literal.Of(offset + WeightsAhead))});");
            }
        }

        for (int row = 0; row < Rows.Length; row++)
        {
            string offset = Reference.Advance(Rows[row], input);
            writer.Line($"{(row == 0 ? declare : "")}s = {Form.Broadcast(Reference.At("a", offset), Terms)};");
            for (int column = 0; column < Columns.Length; column++)
            {
                string accumulator = Accumulator(row, column);
                writer.Line($"{accumulator} = {op.MultiplyAdd("s", Weight(column), accumulator)};");
            }
        }
    }
}
