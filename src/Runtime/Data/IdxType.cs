namespace NetGen;

/// <summary>What the values of an IDX file are: the third byte of its magic number.</summary>
internal enum IdxType : byte
{
    UnsignedByte = 0x08,
    SignedByte = 0x09,
    Int16 = 0x0B,
    Int32 = 0x0C,
    Single = 0x0D,
    Double = 0x0E,
}
