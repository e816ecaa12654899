using System;
using System.IO;
using System.Text;

namespace NetGen.Generator.Code;

/// <summary>Reads a builder's text from its beginning to its end, block by block.</summary>
internal sealed class CodeReader(StringBuilder text) : TextReader
{
    private int _position;

    public override int Peek() => _position < text.Length ? text[_position] : -1;

    public override int Read() => _position < text.Length ? text[_position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        int taken = Math.Min(count, text.Length - _position);
        text.CopyTo(_position, buffer, index, taken);
        _position += taken;
        return taken;
    }
}
