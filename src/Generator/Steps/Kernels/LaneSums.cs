using System;
using System.Collections.Generic;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes sums over samples, lane by lane, and over the lanes as a balanced tree by their numbers: those of the runtime's <c>LaneTree</c>, where a kernel has the sums in
/// registers. What waits for the other half of its subtree lies in scratch, a stretch for each level of the tree.
/// </summary>
/// <param name="form">The registers; null for single floats.</param>
internal sealed class LaneSums(VectorForm? form)
{
    /// <summary>Levels of a tree of 16 lanes: what waits at each.</summary>
    private const int Levels = 4;

    private readonly List<(string Accumulator, Action<CodeWriter> Store)> _sums = [];

    private int Floats => form?.Lanes ?? 1;

    /// <summary>Floats of the scratch that sums need, which kernels know as "halves".</summary>
    /// <param name="floats">The most floats in accumulators at once.</param>
    public static int ScratchLength(int floats) => Levels * floats;

    /// <summary>Opens the loop over the lanes of "count" samples, "size" a lane: "sample" is a lane's first, "samples" are its number.</summary>
    public static CodeWriter.Scope Lanes(CodeWriter writer)
    {
        CodeWriter.Scope scope = writer.Block("for (int lane = 0, sample = 0; sample < count; lane++, sample += size)");
        writer.Line("int samples = Math.Min(size, count - sample);");
        return scope;
    }

    /// <summary>
    /// Opens the loop over pairs of lanes, which sum up side by side: "sample" is the first lane's first, "samples" are its number, and "seconds" the number
    /// of the other lane's, which follow; none where there is no other.
    /// </summary>
    public static CodeWriter.Scope Pairs(CodeWriter writer)
    {
        CodeWriter.Scope scope = writer.Block("for (int pair = 0, sample = 0; sample < count; pair++, sample += 2 * size)");
        writer.Line("int samples = Math.Min(size, count - sample);");
        writer.Line("int seconds = Math.Clamp(count - sample - size, 0, size);");
        return scope;
    }

    /// <summary>Adds an accumulator, which holds the sum over the samples of a lane, and what stores the sum over all lanes.</summary>
    public void Add(string accumulator, Action<CodeWriter> store) => _sums.Add((accumulator, store));

    /// <summary>Writes, at the end of the loop, how the sums of a lane, or of a pair of lanes, join those of the lanes before.</summary>
    public void Write(CodeWriter writer, bool ofPairs = false)
    {
        string index = ofPairs ? "pair" : "lane";
        var op = new Operations(form);
        string Offset(int sum) => Literal.Of(sum * Floats);

        writer.Line($"bool isLast = sample + {(ofPairs ? "(2 * size)" : "size")} >= count;");
        writer.Line("ref float half = ref halves;");
        using (writer.Block($"for (int before = {index}; before != 0 && (isLast || (before & 1) != 0); before >>= 1)"))
        {
            using (writer.Block("if ((before & 1) != 0)"))
            {
                for (int sum = 0; sum < _sums.Count; sum++)
                {
                    writer.Line($"{_sums[sum].Accumulator} = {op.Load("half", Offset(sum))} + {_sums[sum].Accumulator};");
                }
            }

            writer.Gap();
            writer.Line($"half = ref {Reference.At("half", Literal.Of(_sums.Count * Floats))};");
        }

        writer.Gap();
        using (writer.Block("if (isLast)"))
        {
            _sums.ForEach(sum => sum.Store(writer));
        }

        using (writer.Block("else"))
        {
            for (int sum = 0; sum < _sums.Count; sum++)
            {
                writer.Line(op.Store(_sums[sum].Accumulator, "half", Offset(sum)));
            }
        }
    }
}
