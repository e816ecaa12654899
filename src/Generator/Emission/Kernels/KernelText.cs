using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NetGen.Generator.Code;

namespace NetGen.Generator.Emission.Kernels;

/// <summary>
/// The text of a kernel and of what it alone calls, written for a step without a name: a mark stands wherever its name would. What two steps write
/// for kernels that do the same is then the same text, whatever it was made from.
/// </summary>
internal sealed class KernelText
{
    /// <summary>Stands for the name of the step. No text that is emitted holds it.</summary>
    public const char Mark = '\u0001';

    private const int BlockLength = 4096;

    private readonly CodeWriter _code;
    private readonly HashSet<string> _own;

    public KernelText(CodeWriter code)
    {
        _code = code;
        _own = [.. code.Methods.Select(NameIn)];
        (Hash, Called) = Scan();
    }

    /// <summary>The methods that it consists of: their names behind the step's, and their parameters' types.</summary>
    public IEnumerable<string> Methods => _code.Methods.Select(method => method.TrimStart(Mark));

    /// <summary>Their names behind the step's.</summary>
    public IReadOnlyCollection<string> Names => _own;

    /// <summary>The names, behind the step's, of methods of the same step that it calls and that are not its own.</summary>
    public IReadOnlyList<string> Called { get; }

    public int Hash { get; }

    public bool IsSameAs(KernelText other)
    {
        if (_code.Length != other._code.Length || Hash != other.Hash)
        {
            return false;
        }

        using TextReader one = _code.Open(), two = other._code.Open();
        char[] left = new char[BlockLength], right = new char[BlockLength];
        for (int read = one.Read(left, 0, BlockLength); read > 0; read = one.Read(left, 0, BlockLength))
        {
            if (two.Read(right, 0, BlockLength) != read || !left.Take(read).SequenceEqual(right.Take(read)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes it under the name of a step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="stepName">The name of the step.</param>
    /// <param name="called">The whole names of the methods that it calls, by those behind the step's.</param>
    public void Write(CodeWriter writer, string stepName, IReadOnlyDictionary<string, string> called) =>
        writer.Append(_code, Mark, name => name.Length == 0 || _own.Contains(name) ? stepName + name : called[name]);

    private static string NameIn(string method) => method.Substring(0, method.IndexOf('(')).TrimStart(Mark);

    private (int Hash, IReadOnlyList<string> Called) Scan()
    {
        int hash = 17;
        var called = new List<string>();
        var name = new StringBuilder();
        bool isInName = false;
        using TextReader text = _code.Open();
        for (int next = text.Read(); next >= 0; next = text.Read())
        {
            hash = unchecked((hash * 31) + next);
            if (isInName && !CodeWriter.IsOfName((char)next))
            {
                if (name.Length > 0 && !_own.Contains(name.ToString()) && !called.Contains(name.ToString()))
                {
                    called.Add(name.ToString());
                }

                isInName = false;
                name.Clear();
            }
            else if (isInName)
            {
                name.Append((char)next);
            }

            isInName |= next == Mark;
        }

        return (hash, called);
    }
}
