using System;
using System.Collections.Generic;
using System.Globalization;
using NetGen.Import.Files;

namespace NetGen.Import.PyTorch;

/// <summary>
/// Reads Python's pickles as far as they are data: numbers, texts, containers, and the few names of <see cref="PickleGlobals"/>, whose calls are understood and not made.
/// </summary>
internal sealed class Pickle
{
    private const int SmallestPair = 4;

    private readonly ByteCursor _bytes;
    private readonly PickleStack _stack = new();
    private readonly Dictionary<long, object?> _memo = [];

    // How many pairs calls may copy: each was written with more bytes than this, but one list may be given to any number of calls.
    private int _pairs;

    private Pickle(ByteCursor bytes)
    {
        _bytes = bytes;
        _pairs = bytes.Remaining / SmallestPair;
    }

    /// <summary>The value that a pickle makes; the cursor stands behind it afterwards.</summary>
    /// <exception cref="FormatException">It is broken, or more than data.</exception>
    public static object? Read(ByteCursor bytes)
    {
        var pickle = new Pickle(bytes);
        while (pickle.Step(bytes.Byte()))
        {
        }

        return pickle._stack.Pop();
    }

    private bool Step(int code)
    {
        switch (code)
        {
            case '.':
                return false;
            case 0x80:
                _bytes.Skip(1);
                break;
            case 0x95:
                _bytes.Skip(8);
                break;
            case '(':
                _stack.Mark();
                break;
            case '0':
                _stack.Pop();
                break;
            case '1':
                _stack.PopMarked();
                break;
            case '2':
                _stack.Push(_stack.Peek());
                break;
            default:
                if (!PushConstant(code) && !PushText(code) && !Build(code) && !Remember(code))
                {
                    throw new FormatException($"its pickle has an instruction {code} that no state dictionary needs");
                }

                break;
        }

        return true;
    }

    private bool PushConstant(int code)
    {
        switch (code)
        {
            case 'N':
                _stack.Push(null);
                return true;
            case 0x88 or 0x89:
                _stack.Push(code == 0x88);
                return true;
            case 'K':
                _stack.Push((long)_bytes.Byte());
                return true;
            case 'M':
                _stack.Push((long)_bytes.UInt16());
                return true;
            case 'J':
                _stack.Push((long)_bytes.Int32());
                return true;
            case 'I' or 'L':
                string text = Line();
                _stack.Push(
                    text is "00" or "01" ? text == "01" : (object)long.Parse(text.TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
                return true;
            case 0x8A:
                _stack.Push(Long(_bytes.Byte()));
                return true;
            case 0x8B:
                _stack.Push(Long(_bytes.UInt32()));
                return true;
            case 'F':
                _stack.Push(double.Parse(Line(), NumberStyles.Float, CultureInfo.InvariantCulture));
                return true;
            case 'G':
                byte[] bits = _bytes.Bytes(8);
                if (BitConverter.IsLittleEndian)
                {
                    Array.Reverse(bits);
                }

                _stack.Push(BitConverter.ToDouble(bits, 0));
                return true;
            default:
                return false;
        }
    }

    private bool PushText(int code)
    {
        switch (code)
        {
            case 'V' or 'S':
                _stack.Push(Line().Trim('\'', '"'));
                return true;
            case 'X' or 'T':
                _stack.Push(Text(_bytes.UInt32()));
                return true;
            case 0x8C or 'U':
                _stack.Push(Text(_bytes.Byte()));
                return true;
            case 0x8D:
                _stack.Push(Text(_bytes.Unsigned(8)));
                return true;
            case 'B':
                _stack.Push(_bytes.Bytes(_bytes.UInt32()));
                return true;
            case 'C':
                _stack.Push(_bytes.Bytes(_bytes.Byte()));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Containers, and calls.</summary>
    private bool Build(int code)
    {
        switch (code)
        {
            case ']':
                _stack.Push(new List<object?>());
                return true;
            case 'l':
                _stack.Push(_stack.PopMarked());
                return true;
            case 'a':
                object? item = _stack.Pop();
                _stack.PeekAs<List<object?>>().Add(item);
                return true;
            case 'e':
                List<object?> items = _stack.PopMarked();
                _stack.PeekAs<List<object?>>().AddRange(items);
                return true;
            case ')':
                _stack.Push(new PickleTuple([]));
                return true;
            case 't':
                _stack.Push(new PickleTuple(_stack.PopMarked()));
                return true;
            case 0x85 or 0x86 or 0x87:
                var parts = new object?[code - 0x84];
                for (int i = parts.Length - 1; i >= 0; i--)
                {
                    parts[i] = _stack.Pop();
                }

                _stack.Push(new PickleTuple(parts));
                return true;
            case '}':
                _stack.Push(new PickleDictionary());
                return true;
            case 'd':
                List<object?> pairs = _stack.PopMarked();
                _stack.Push(new PickleDictionary());
                SetItems(pairs);
                return true;
            case 's':
                object? value = _stack.Pop();
                SetItems([_stack.Pop(), value]);
                return true;
            case 'u':
                SetItems(_stack.PopMarked());
                return true;
            case 'c':
                string module = Line();
                _stack.Push(PickleGlobals.Find(module, Line()));
                return true;
            case 0x93:
                string name = _stack.Pop() as string ?? "";
                _stack.Push(PickleGlobals.Find(_stack.Pop() as string ?? "", name));
                return true;
            case 'R':
                object? arguments = _stack.Pop();
                object? made = PickleGlobals.Call(_stack.Pop(), arguments);
                Charge((made as PickleDictionary)?.Items.Count ?? 0);
                _stack.Push(made);
                return true;
            case 'b':
                // What a state dictionary has besides its tensors are versions of layers.
                _stack.Pop();
                _stack.PeekAs<PickleDictionary>();
                return true;
            case 'Q':
                _stack.Push(PickleGlobals.Storage(_stack.Pop()));
                return true;
            default:
                return false;
        }
    }

    private bool Remember(int code)
    {
        switch (code)
        {
            case 'p':
                _memo[Index()] = _stack.Peek();
                return true;
            case 'q':
                _memo[_bytes.Byte()] = _stack.Peek();
                return true;
            case 'r':
                _memo[_bytes.UInt32()] = _stack.Peek();
                return true;
            case 0x94:
                _memo[_memo.Count] = _stack.Peek();
                return true;
            case 'g':
                _stack.Push(Recall(Index()));
                return true;
            case 'h':
                _stack.Push(Recall(_bytes.Byte()));
                return true;
            case 'j':
                _stack.Push(Recall(_bytes.UInt32()));
                return true;
            default:
                return false;
        }
    }

    private void Charge(int pairs)
    {
        if ((_pairs -= pairs) < 0)
        {
            throw new FormatException("its pickle makes more of its parts than it has of them");
        }
    }

    private void SetItems(List<object?> pairs)
    {
        PickleDictionary dictionary = _stack.PeekAs<PickleDictionary>();
        for (int i = 0; i + 1 < pairs.Count; i += 2)
        {
            dictionary.Items.Add(new KeyValuePair<object?, object?>(pairs[i], pairs[i + 1]));
        }
    }

    private long Index() => long.Parse(Line(), NumberStyles.None, CultureInfo.InvariantCulture);

    private object? Recall(long index) =>
        _memo.TryGetValue(index, out object? value) ? value : throw new FormatException("its pickle recalls what it has not kept");

    /// <summary>A whole number of so many bytes; of those that no long holds the bytes.</summary>
    private object Long(long size)
    {
        byte[] bytes = _bytes.Bytes(size);
        if (size > 8)
        {
            return bytes;
        }

        long value = size > 0 && bytes[size - 1] >= 0x80 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = unchecked((value << 8) | bytes[i]);
        }

        return value;
    }

    private string Text(long length)
    {
        ByteCursor part = _bytes.Take(length);
        return System.Text.Encoding.UTF8.GetString(part.Bytes(part.Remaining));
    }

    private string Line() => _bytes.Line();
}
