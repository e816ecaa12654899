using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Code;

namespace NetGen.Generator.Steps.Kernels;

/// <summary>
/// Writes sums over values that lie side by side, each one number: registers of each width that the run fills, several of which take turns, are added up at the end. The
/// iterations of the outermost loop are added up for themselves, by which many values lose fewer digits.
/// </summary>
internal sealed class RunSums
{
    private const int MostTurns = 4;

    private readonly CodeWriter _writer;
    private readonly Piece[] _pieces;

    /// <param name="writer">Where they are written.</param>
    /// <param name="form">The widest registers.</param>
    /// <param name="run">Values side by side.</param>
    public RunSums(CodeWriter writer, VectorForm form, int run)
    {
        _writer = writer;
        _pieces = [.. Piece.Cut(run, form)];
    }

    /// <summary>Writes the sums as locals of these names, of type float.</summary>
    /// <param name="names">What is summed up.</param>
    /// <param name="loops">The loops around the run.</param>
    /// <param name="declare">Declares where a run begins.</param>
    /// <param name="add">Adds some of its values: it gets their offset, and the accumulators by name.</param>
    public void Write(string[] names, ImmutableArray<SampleLoop> loops, Action declare, Action<Operations, string, Func<string, string>> add)
    {
        SampleLoop[] repeated = [.. loops.Where(loop => loop.Count > 1)];
        if (repeated.Length == 0)
        {
            WriteOnce(names, [], declare, add);
            WriteTotals(names, (name, piece) => Sum(name, piece));
            return;
        }

        foreach (Piece piece in _pieces)
        {
            var op = new Operations(piece.Form);
            _writer.Line($"{op.Type} {string.Join(", ", names.Select(name => $"{Total(name, piece)} = {op.Zero}"))};");
        }

        using (SampleLoops.Open(_writer, repeated.Take(1)))
        {
            WriteOnce(names, repeated.Skip(1), declare, add);
            _writer.Gap();
            foreach (Piece piece in _pieces)
            {
                foreach (string name in names)
                {
                    _writer.Line($"{Total(name, piece)} += {Sum(name, piece)};");
                }
            }
        }

        WriteTotals(names, Total);
    }

    private void WriteOnce(string[] names, IEnumerable<SampleLoop> loops, Action declare, Action<Operations, string, Func<string, string>> add)
    {
        foreach (Piece piece in _pieces)
        {
            var op = new Operations(piece.Form);
            IEnumerable<string> all = names.SelectMany(name => Enumerable.Range(0, Turns(piece)).Select(turn => Turn(name, piece, turn)));
            _writer.Line($"{op.Type} {string.Join(", ", all.Select(name => $"{name} = {op.Zero}"))};");
        }

        using (SampleLoops.Open(_writer, loops))
        {
            declare();
            foreach (Piece piece in _pieces)
            {
                WritePiece(piece, add);
            }
        }
    }

    private void WritePiece(Piece piece, Action<Operations, string, Func<string, string>> add)
    {
        int rounds = piece.Count / Turns(piece);
        int whole = 0;
        if (rounds > 1)
        {
            int step = Turns(piece) * piece.Lanes;
            whole = rounds * Turns(piece);
            using (_writer.Block($"for (int i = {Literal.Of(piece.Start)}; i < {Literal.Of(piece.Start + (whole * piece.Lanes))}; i += {Literal.Of(step)})"))
            {
                for (int turn = 0; turn < Turns(piece); turn++)
                {
                    WriteTurn($"Turn {Literal.Of(turn + 1)} of {Literal.Of(Turns(piece))}", Reference.Advance("i", turn * piece.Lanes), turn);
                }
            }
        }

        for (int rest = whole; rest < piece.Count; rest++)
        {
            int start = piece.Start + (rest * piece.Lanes);
            WriteTurn(Words.Range("Value", start, piece.Lanes), Literal.Of(start), (rest - whole) % Turns(piece));
        }

        void WriteTurn(string words, string offset, int turn)
        {
            using (_writer.Part(words, isAlone: false))
            {
                add(new Operations(piece.Form), offset, name => Turn(name, piece, turn));
            }
        }
    }

    private void WriteTotals(string[] names, Func<string, Piece, string> of)
    {
        foreach (string name in names)
        {
            _writer.Line($"float {name} = {string.Join(" + ", _pieces.Select(piece => new Operations(piece.Form).Sum(of(name, piece))))};");
        }
    }

    private static int Turns(Piece piece) => Math.Min(MostTurns, piece.Count);

    private static string Total(string name, Piece piece) => $"{name}{Literal.Of(piece.Lanes)}";

    private static string Turn(string name, Piece piece, int turn) => Total(name, piece) + (char)('a' + turn);

    private static string Sum(string name, Piece piece)
    {
        string[] turns = [.. Enumerable.Range(0, Turns(piece)).Select(turn => Turn(name, piece, turn))];
        return turns.Length == 4 ? $"({turns[0]} + {turns[1]}) + ({turns[2]} + {turns[3]})" : string.Join(" + ", turns);
    }
}
