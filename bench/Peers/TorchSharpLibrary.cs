using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers;

/// <summary>
/// Lets TorchSharp's native library load on distributions whose libstdc++ is older than GCC 13's, Debian 12 among them.
/// All that the library wants of the newer one is a marker (<c>ios_base_library_init</c>) that nothing calls, so the version
/// that it is filed under may as well be optional. Only the copy beside this program is changed.
/// </summary>
internal static class TorchSharpLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const int SectionHeaderTable = 0x28;
    private const int SectionHeaderCount = 0x3C;
    private const int SectionHeaderSize = 64;
    private const uint VersionNeeds = 0x6FFFFFFE;
    private const ushort WeakVersion = 2;

    /// <summary>Mends the library. To be called before anything of TorchSharp's.</summary>
    public static void Prepare()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", FileName);
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64 || !File.Exists(path))
        {
            return;
        }

        byte[] library = File.ReadAllBytes(path);
        if (MakeOptional(library, "GLIBCXX_3.4.32"u8))
        {
            // Written beside and renamed: the file may be a link into the package cache.
            string mended = path + ".mended";
            File.WriteAllBytes(mended, library);
            File.Move(mended, path, overwrite: true);
        }
    }

    /// <summary>Marks a needed version as weak in a 64-bit ELF file; tells whether that changed anything.</summary>
    private static bool MakeOptional(Span<byte> file, ReadOnlySpan<byte> version)
    {
        int sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[SectionHeaderTable..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file[SectionHeaderCount..]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> header = file.Slice(sections + (i * SectionHeaderSize), SectionHeaderSize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != VersionNeeds)
            {
                continue;
            }

            int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
            int link = (int)BinaryPrimitives.ReadUInt32LittleEndian(header[40..]);
            ReadOnlySpan<byte> stringsHeader = file.Slice(sections + (link * SectionHeaderSize), SectionHeaderSize);
            int strings = (int)BinaryPrimitives.ReadUInt64LittleEndian(stringsHeader[24..]);
            return WeakenVersion(file, offset, strings, version);
        }

        return false;
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

    private static bool IsText(ReadOnlySpan<byte> file, int offset, ReadOnlySpan<byte> text) =>
        file[offset..].StartsWith(text) && file[offset + text.Length] == 0;
}
