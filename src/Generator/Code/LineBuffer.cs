using System;

namespace NetGen.Generator.Code;

/// <summary>Characters that grow.</summary>
internal sealed class LineBuffer
{
    private char[] _characters = new char[256];

    public int Length { get; private set; }

    public char[] Characters => _characters;

    public void Clear() => Length = 0;

    public void Append(string text)
    {
        if (Length + text.Length > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(2 * _characters.Length, Length + text.Length));
        }

        text.CopyTo(0, _characters, Length, text.Length);
        Length += text.Length;
    }
}
