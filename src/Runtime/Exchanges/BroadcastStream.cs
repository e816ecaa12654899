using System;
using System.IO;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// What the first rank writes, all others read, piece by piece, so that nothing need be in memory twice. The first rank ends it by disposing of it; the others read to its end.
/// </summary>
internal sealed class BroadcastStream(Collective ranks) : Stream
{
    private const int PieceLength = 1 << 20;

    private readonly byte[] _piece = new byte[PieceLength];
    private int _length;
    private int _read;
    private bool _hasEnded;

    public override bool CanRead => ranks.Rank > 0;

    public override bool CanWrite => ranks.Rank == 0;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = Math.Min(buffer.Length, PieceLength - _length);
            buffer[..count].CopyTo(_piece.AsSpan(_length));
            _length += count;
            buffer = buffer[count..];
            if (_length == PieceLength)
            {
                Send();
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_read == _length && !_hasEnded)
        {
            Receive();
        }

        int count = Math.Min(buffer.Length, _length - _read);
        _piece.AsSpan(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && CanWrite && !_hasEnded)
        {
            if (_length > 0)
            {
                Send();
            }

            _hasEnded = true;
            Send();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sends a piece, its length before it; one without a length is the end.</summary>
    private void Send()
    {
        ranks.Broadcast(MemoryMarshal.AsBytes(new Span<int>(ref _length)));
        ranks.Broadcast(_piece.AsSpan(0, _length));
        _length = 0;
    }

    private void Receive()
    {
        ranks.Broadcast(MemoryMarshal.AsBytes(new Span<int>(ref _length)));
        ranks.Broadcast(_piece.AsSpan(0, _length));
        _read = 0;
        _hasEnded = _length == 0;
    }
}
