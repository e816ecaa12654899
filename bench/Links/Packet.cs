using System;
using System.Buffers.Binary;

namespace NetGen.Bench.Links;

/// <summary>A packet of IP, as a device hands it over: up to 64 kB that a network card would cut into frames, behind a header that says how.</summary>
internal sealed class Packet
{
    // virtio's header: flags, kind, length of the headers, payload of a frame, where a checksum goes.
    private const int HeaderLength = 10;
    private const int PlaceOfHeadersLength = 2;
    private const int PlaceOfFramePayload = 4;
    private const int PlaceOfDestination = HeaderLength + 16;
    private const int LeastLength = HeaderLength + 20;

    // Beside a frame's payload Ethernet sends a preamble, addresses, a checksum, and is silent for a while.
    private const int FrameOverhead = 8 + 14 + 4 + 12;

    public byte[] Bytes { get; } = new byte[(1 << 16) + 256];

    public int Length { get; set; }

    /// <summary>When it arrives, as a time of the link's clock.</summary>
    public long Due { get; set; }

    public ReadOnlySpan<byte> Content => Bytes.AsSpan(0, Length);

    public bool IsIPv4 => Length >= LeastLength && Bytes[HeaderLength] >> 4 == 4;

    /// <summary>The last number of the address that it goes to.</summary>
    public int Destination => Bytes[PlaceOfDestination + 3];

    /// <summary>The bytes that it takes on the wire, cut into frames.</summary>
    public int WireLength
    {
        get
        {
            int length = Length - HeaderLength;
            int headers = BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(PlaceOfHeadersLength));
            int payload = BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(PlaceOfFramePayload));
            int frames = payload == 0 ? 1 : Math.Max((length - headers + payload - 1) / payload, 1);
            return length + ((frames - 1) * headers) + (frames * FrameOverhead);
        }
    }
}
