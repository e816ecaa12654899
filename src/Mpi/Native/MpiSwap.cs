using System;
using System.Runtime.InteropServices;

namespace NetGen.Mpi.Native;

/// <summary>
/// Sends bytes to another process while it sends bytes to this one: piece by piece, several of them on their way at a time. The next one begins when the first of them has come and gone.
/// One swap at a time goes over a communicator.
/// </summary>
internal sealed unsafe class MpiSwap(MpiLibrary library, nint communicator)
{
    /// <summary>So many pieces are on their way. A megabyte of eager ones is as much as links of 10 Gbit/s have on their way in a millisecond; more of them made nothing faster.</summary>
    public const int PiecesAtOnce = 16;

    // One that sends and one that receives.
    private const int RequestsOfPiece = 2;

    // Libraries count bytes by numbers of 32 bits.
    private const int LongestPiece = 1 << 30;

    private readonly byte[] _requests = GC.AllocateArray<byte>(PiecesAtOnce * RequestsOfPiece * sizeof(nint), pinned: true);
    private readonly int[] _counts = new int[PiecesAtOnce];
    private int _partner;
    private nint _sent;
    private long _sentLength;
    private nint _received;
    private long _receivedLength;
    private int _pieceLength;
    private int _pieces;
    private int _begun;
    private int _ended;

    /// <summary>Begins; the memory stays where it is until all has ended.</summary>
    /// <param name="partner">The other rank.</param>
    /// <param name="sent">What it gets.</param>
    /// <param name="sentLength">How many bytes.</param>
    /// <param name="received">Where what it sends is written.</param>
    /// <param name="receivedLength">How many bytes.</param>
    /// <param name="pieceLength">The most bytes of a piece; the same on both sides.</param>
    public void Begin(int partner, void* sent, long sentLength, void* received, long receivedLength, int pieceLength)
    {
        (_partner, _pieceLength) = (partner, Math.Min(pieceLength, LongestPiece));
        (_sent, _sentLength, _received, _receivedLength) = ((nint)sent, sentLength, (nint)received, receivedLength);
        _pieces = (int)((Math.Max(sentLength, receivedLength) + _pieceLength - 1) / _pieceLength);
        (_begun, _ended) = (0, 0);
        while (_begun < _pieces && _begun < PiecesAtOnce)
        {
            BeginPiece();
        }
    }

    /// <summary>Whether all has come and gone, as far as a look tells.</summary>
    public bool TryEnd()
    {
        while (_ended < _pieces)
        {
            if (!library.Test(_counts[_ended % PiecesAtOnce], RequestsOf(_ended)))
            {
                return false;
            }

            EndPiece();
        }

        return true;
    }

    /// <summary>Returns when all has come and gone.</summary>
    /// <param name="sleeps">Whether to sleep while nothing comes, since other threads compute: the library itself spins. Null where none do.</param>
    public void End(Func<bool>? sleeps)
    {
        while (_ended < _pieces)
        {
            library.Wait(_counts[_ended % PiecesAtOnce], RequestsOf(_ended), sleeps);
            EndPiece();
        }
    }

    /// <summary>
    /// A piece is sent before one is received. For a long one, a library asks the receiver, whose leave takes the same way as the receiver's own bytes. Who gave leave before asking would let the
    /// other side begin to send, and get its own leave behind all of those bytes: one direction after the other.
    /// </summary>
    private void BeginPiece()
    {
        byte* requests = RequestsOf(_begun);
        int count = 0;
        long begin = (long)_begun * _pieceLength;
        if (begin < _sentLength)
        {
            library.Send(communicator, _partner, (byte*)_sent + begin, (int)Math.Min(_pieceLength, _sentLength - begin), requests);
            count++;
        }

        if (begin < _receivedLength)
        {
            library.Receive(communicator, _partner, (byte*)_received + begin, (int)Math.Min(_pieceLength, _receivedLength - begin), requests + (count * library.Abi.RequestSize));
            count++;
        }

        _counts[_begun % PiecesAtOnce] = count;
        _begun++;
    }

    private void EndPiece()
    {
        _ended++;
        if (_begun < _pieces)
        {
            BeginPiece();
        }
    }

    private byte* RequestsOf(int piece) => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_requests, piece % PiecesAtOnce * RequestsOfPiece * sizeof(nint));
}
