using System;
using System.IO;
using System.Text;

namespace NetGen;

/// <summary>
/// A text file that grows line by line. What was written since it was begun is remembered: it is written again where another process, or a full disk, has left less or more.
/// </summary>
internal sealed class LogFile
{
    private readonly string _path;
    private readonly long _offset;
    private readonly StringBuilder _text = new();
    private long _written;
    private int _writtenLetters;

    private LogFile(string path, long offset) => (_path, _offset) = (path, offset);

    /// <summary>An empty file in the place of one that may be there.</summary>
    public static LogFile Begin(string path)
    {
        File.WriteAllBytes(path, []);
        return new LogFile(path, offset: 0);
    }

    /// <summary>What comes stands behind what a file has already.</summary>
    public static LogFile Behind(string path) => new(path, new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    /// <summary>Goes on from a state: what was written after it is gone, what of it is missing is written.</summary>
    public static LogFile GoOn(string path, SavedState state)
    {
        long offset = state.GetInt64("offset");
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
        {
            if (file.CanSeek)
            {
                offset = Math.Min(offset, file.Length);
                file.SetLength(offset);
            }
        }

        var log = new LogFile(path, offset);
        log.Append(state.GetString("text"));
        return log;
    }

    public void SaveState(SavedState state)
    {
        state.Set("offset", _offset);
        state.Set("text", _text.ToString());
    }

    /// <summary>Writes lines, and those before that could not be written.</summary>
    /// <exception cref="IOException">They cannot be written; they wait for the next time.</exception>
    public void Append(string lines)
    {
        _text.Append(lines);
        byte[] rest = Encoding.UTF8.GetBytes(_text.ToString(_writtenLetters, _text.Length - _writtenLetters));
        using (var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            if (file.CanSeek)
            {
                // A file that another has cut or removed is written anew.
                if (file.Length < _offset + _written)
                {
                    rest = Encoding.UTF8.GetBytes(_text.ToString());
                    _written = 0;
                }

                file.Seek(Math.Min(_offset + _written, file.Length), SeekOrigin.Begin);
            }

            file.Write(rest);
        }

        _written += rest.Length;
        _writtenLetters = _text.Length;
    }
}
