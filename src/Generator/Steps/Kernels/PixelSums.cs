using System;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes sums over the pixels of an image, or what else is made of all of them, for channels that lie in one register. Rows are added up for themselves, in several registers that take turns: that
/// is quick, and of many pixels it loses fewer digits than one long sum.
/// </summary>
internal sealed class PixelSums(CodeWriter writer, Operations op, int height, int width, int mostTurns = PixelSums.MostTurns)
{
    public const int MostTurns = 4;

    private int Turns => Math.Min(mostTurns, width);

    /// <summary>Writes the sums as locals of these names.</summary>
    /// <param name="names">What is summed up.</param>
    /// <param name="rows">Declares where a row of pixels begins: it gets the offset's factor, "line".</param>
    /// <param name="add">Adds a pixel: it gets the pixel's column, to be multiplied by the channels, and the columns behind it; and the accumulators by name.</param>
    public void Write(string[] names, Action<string> rows, Action<string, int, Func<string, string>> add) =>
        Write(Array.ConvertAll(names, name => Accumulator.Sum(op, name)), rows, add);

    /// <inheritdoc cref="Write(string[], Action{string}, Action{string, int, Func{string, string}})"/>
    public void Write(Accumulator[] accumulators, Action<string> rows, Action<string, int, Func<string, string>> add)
    {
        writer.Line($"{op.Type} {string.Join(", ", accumulators.Select(all => $"{all.Name} = {all.Start}"))};");
        using (height == 1 ? writer.Part("The only row", isAlone: false) : writer.Block($"for (int line = 0; line < {height}; line++)"))
        {
            rows(height == 1 ? "0" : "line");
            foreach (Accumulator[] together in Turns == 1 ? [accumulators] : accumulators.Select(all => new[] { all }))
            {
                writer.Line($"{op.Type} {string.Join(", ", together.SelectMany(all => Enumerable.Range(0, Turns).Select(turn => $"{all.Name}{turn} = {all.Start}")))};");
            }

            int whole = width / Turns;
            if (whole == 1)
            {
                WriteTurns("0", 0, Turns, add);
            }
            else
            {
                using (writer.Block($"for (int column = 0; column < {whole * Turns}; {(Turns == 1 ? "column++" : $"column += {Turns}")})"))
                {
                    WriteTurns("column", 0, Turns, add);
                }
            }

            WriteTurns("0", whole * Turns, width - (whole * Turns), add);
            writer.Gap();
            foreach (Accumulator all in accumulators)
            {
                writer.Line(all.Join(all.Name, [.. Enumerable.Range(0, Turns).Select(turn => $"{all.Name}{turn}")]));
            }
        }
    }

    private void WriteTurns(string column, int first, int count, Action<string, int, Func<string, string>> add)
    {
        for (int turn = 0; turn < count; turn++)
        {
            int number = turn;
            using (writer.Part(column == "0" ? Words.Range("Pixel", first + turn, 1) : $"Pixel {turn + 1} of {count}", isAlone: Turns == 1))
            {
                add(column, first + turn, name => $"{name}{number}");
            }
        }
    }
}
