using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>Writes loops over a sample, and where their values lie.</summary>
internal static class SampleLoops
{
    /// <summary>Opens loops, the first outermost; those that would run once are none.</summary>
    public static IDisposable Open(CodeWriter writer, IEnumerable<SampleLoop> loops) => new Scopes(
    [
        .. loops.Where(loop => loop.Count > 1)
            .Select(loop => writer.Block($"for (int {loop.Variable} = 0; {loop.Variable} < {Literal.Of(loop.Count)}; {loop.Variable}++)")),
    ]);

    /// <summary>Writes a sweep that keeps its names to itself, beside others in the same block.</summary>
    public static void Row(CodeWriter writer, int length, VectorForm form, string index, Action<Operations, string> body)
    {
        bool isOnePiece = Piece.Cut(length, form).ToArray() is [{ Count: 1 }];
        using (writer.Part(Words.Range("Value", 0, length), isAlone: !isOnePiece))
        {
            Sweep.Row(writer, length, form, index, body);
        }
    }

    /// <summary>Where the values of an iteration begin.</summary>
    public static string Offset(IEnumerable<SampleLoop> loops, Func<SampleLoop, int> stride) =>
        Reference.Sum([.. loops.Select(loop => loop.Count == 1 ? "0" : Reference.Product(loop.Variable, stride(loop)))]);

    /// <summary>
    /// Writes sums over loops for values that lie in one register: <paramref name="declare"/> gets where a row begins, <paramref name="add"/> where in it a value does, both for
    /// the strides of what they read, and the accumulators by name.
    /// </summary>
    public static void Sums(
        CodeWriter writer,
        Operations op,
        string[] names,
        ImmutableArray<SampleLoop> loops,
        Action<Func<Func<SampleLoop, int>, string>> declare,
        Action<Func<Func<SampleLoop, int>, string>, Func<string, string>> add)
    {
        SampleLoop? line = loops.Length > 1 ? loops[0] : null;
        SampleLoop? step = loops.Length > 0 ? loops[loops.Length - 1] : null;
        new PixelSums(writer, op, line?.Count ?? 1, step?.Count ?? 1).Write(
            names,
            row => declare(stride => line is { } loop ? Reference.Product(row, stride(loop)) : "0"),
            (column, further, total) => add(
                stride => step is { } loop ? Reference.Advance(Reference.Product(column, stride(loop)), further * stride(loop)) : "0",
                total));
    }

    /// <summary>Opens the loop over groups whose statistics lie along a run.</summary>
    public static CodeWriter.Scope Groups(CodeWriter writer, SampleNormalizationPlan plan) =>
        writer.Block($"for (int group = 0; group < {Literal.Of(plan.Shape.Channels)}; group += {Literal.Of(plan.Together)})");

    /// <summary>Opens the loop over the places along a run that belong to a group.</summary>
    public static IDisposable Members(CodeWriter writer, SampleNormalizationPlan plan)
    {
        int channels = plan.Shape.Channels;
        if (plan.Run == channels)
        {
            return writer.Block($"for (int i = group; i < group + {Literal.Of(plan.Together)}; i++)");
        }

        if (plan.Together == 1)
        {
            return writer.Block($"for (int i = group; i < {Literal.Of(plan.Run)}; i += {Literal.Of(channels)})");
        }

        writer.Line($"for (int pixel = group; pixel < {Literal.Of(plan.Run)}; pixel += {Literal.Of(channels)})");
        return writer.Block($"for (int i = pixel; i < pixel + {Literal.Of(plan.Together)}; i++)");
    }

    private sealed class Scopes(CodeWriter.Scope[] scopes) : IDisposable
    {
        public void Dispose()
        {
            for (int i = scopes.Length - 1; i >= 0; i--)
            {
                scopes[i].Dispose();
            }
        }
    }
}
