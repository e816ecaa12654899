using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers;

/// <summary>
/// Lets TorchSharp's native library load on distributions whose libstdc++ is older than GCC 13's, Debian 12 among them.
/// All that the library wants of the newer one is a marker (<c>ios_base_library_init</c>) that nothing calls, so both the
/// marker and the version it is filed under may as well be optional. Only the copy beside this program is changed.
/// </summary>
internal static class TorchSharpLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const int SectionHeaderTable = 0x28;
    private const int SectionHeaderCount = 0x3C;
    private const int SectionHeaderSize = 64;
    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6FFFFFFE;
    private const ushort WeakVersion = 2;
    private const int SymbolSize = 24;
    private const int WeakBinding = 2;

    /// <summary>Mends the library where it does not load. To be called before anything of TorchSharp's.</summary>
    public static void Prepare()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", FileName);
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture64 || !File.Exists(path))
        {
            return;
        }

        byte[] library = File.ReadAllBytes(path);
        if (MakeOptional(library, "GLIBCXX_3.4.32"u8, "_ZSt21ios_base_library_initv"u8))
        {
            // Written beside and renamed: the file may be a link into the package cache.
            string mended = path + ".mended";
            File.WriteAllBytes(mended, library);
            File.Move(mended, path, overwrite: true);
        }
    }

    private const System.Runtime.InteropServices.Architecture Architecture64 = System.Runtime.InteropServices.Architecture.X64;

    /// <summary>Marks a needed version and an undefined symbol as weak in a 64-bit ELF file; tells whether anything changed.</summary>
    private static bool MakeOptional(Span<byte> file, ReadOnlySpan<byte> version, ReadOnlySpan<byte> symbol)
    {
        bool changed = false;
        int sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[SectionHeaderTable..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[SectionHeaderCount..]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice(sections + (i * SectionHeaderSize), SectionHeaderSize);
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
            int size = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            int link = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[40..]);
            ReadOnlySpan<byte> stringsHeader = file.Slice(sections + (link * SectionHeaderSize), SectionHeaderSize);
            int strings = (int)BinaryPrimitives.ReadUInt64LittleEndian(stringsHeader[24..]);
            changed |= type switch
            {
                VersionNeeds => WeakenVersion(file, offset, strings, version),
                DynamicSymbols => WeakenSymbol(file, offset, size, strings, symbol),
                _ => false,
            };
        }

        return changed;
    }

    private static bool WeakenVersion(Span<byte> file, int need, int strings, ReadOnlySpan<byte> version)
    {
        bool changed = false;
        while (true)
        {
            int entries = BinaryPrimitives.ReadUInt16LittleEndian(file[(need + 2)..]);
            int entry = need + (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(need + 8)..]);
            for (int i = 0; i < entries; i++)
            {
                Span<byte> flags = file[(entry + 4)..];
                int name = strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(entry + 8)..]);
                if (IsText(file, name, version) && BinaryPrimitives.ReadUInt16LittleEndian(flags) != WeakVersion)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, WeakVersion);
                    changed = true;
                }

                entry += (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(entry + 12)..]);
            }

            int next = (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(need + 12)..]);
            if (next == 0)
            {
                return changed;
            }

            need += next;
        }
    }

    private static bool WeakenSymbol(Span<byte> file, int table, int size, int strings, ReadOnlySpan<byte> symbol)
    {
        for (int entry = table; entry < table + size; entry += SymbolSize)
        {
            int name = strings + (int)BinaryPrimitives.ReadUInt32LittleEndian(file[entry..]);
            byte type = (byte)(file[entry + 4] & 0xF);
            byte weak = (byte)((WeakBinding << 4) | type);
            if (IsText(file, name, symbol) && file[entry + 4] != weak)
            {
                file[entry + 4] = weak;
                return true;
            }
        }

        return false;
    }

    private static bool IsText(ReadOnlySpan<byte> file, int offset, ReadOnlySpan<byte> text) =>
        file[offset..].StartsWith(text) && file[offset + text.Length] == 0;
}
