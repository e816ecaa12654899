using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace NetGen.Images.Tests;

/// <summary>
/// Sound files with changes in them: each is decoded or refused, gives the same pixels twice, takes no more memory than it
/// can hold and loses none. NETGEN_FUZZ_MUTANTS in the environment asks for more mutants than a run of all tests has time for.
/// </summary>
[Collection(AloneGroup.Name)]
public class DecoderFuzzTests
{
    private const int DefaultMutants = 20_000;

    // Deflate's 1,032 bytes for one, eight pixels of one bit in each, three bytes for each pixel; and what every file takes.
    private const long BytesPerByte = 1_032 * 8 * 3;
    private const long BytesPerFile = 200_000;

    // Not a measure of speed: a decoder that never returns must fail the test, on however slow a machine.
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(3);

    private static int Mutants => int.Parse(Environment.GetEnvironmentVariable("NETGEN_FUZZ_MUTANTS") ?? $"{DefaultMutants}", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("JPEG")]
    [InlineData("PNG")]
    [InlineData("BMP")]
    public async Task Changed_files_are_decoded_or_refused(string format)
    {
        byte[][] sound = format switch
        {
            "JPEG" => [.. JpegFiles.Readable, JpegFiles.WithExif(JpegFiles.Baseline, JpegFiles.Exif(6, little: true))],
            "PNG" => [.. Pngs()],
            _ => [.. Bmps()],
        };
        Assert.All(sound, file => RasterImage.Decode(file));
        int native = StbImage.NativeAllocations;
        int seed = -1;
        int accepted = 0;
        Task run = Task.Run(() =>
        {
            for (seed = 0; seed < Mutants; seed++)
            {
                var random = new Random(seed);
                accepted += Try(Mutant(sound, random), seed) ? 1 : 0;
            }
        });
        for (int last = -1; await Task.WhenAny(run, Task.Delay(ForEver)) != run; last = seed)
        {
            Assert.True(seed != last, $"{format} mutant {seed} is decoded for ever.");
        }

        await run;
        Assert.True(accepted > 0 && accepted < Mutants, $"{accepted} of {Mutants} mutants were accepted.");
        Assert.Equal(native, StbImage.NativeAllocations);
    }

    private static bool Try(byte[] file, int seed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[]? first = Pixels(file, seed);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= BytesPerFile + (BytesPerByte * file.Length), $"Mutant {seed} of {file.Length} bytes took {taken} bytes.");
        if (first is not null)
        {
            Stain();
            Assert.True(first.AsSpan().SequenceEqual(Pixels(file, seed)), $"Mutant {seed} gives other pixels the second time.");
        }

        return first is not null;
    }

    private static byte[]? Pixels(byte[] file, int seed)
    {
        try
        {
            return RasterImage.Decode(file).Pixels.ToArray();
        }
        catch (InvalidDataException refused)
        {
            Assert.False(refused.Message.Any(char.IsControl), $"Mutant {seed}: {refused.Message}");
            return null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Mutant {seed} is answered by {exception.GetType().Name}.", exception);
        }
    }

    /// <summary>Leaves marks in the memory that the decoder will get next, so that what it does not write shows.</summary>
    private static void Stain()
    {
        var blocks = new List<nint>();
        byte stain = (byte)Stopwatch.GetTimestamp();
        for (int size = 16; size <= 4_096; size += 240)
        {
            nint block = Marshal.AllocHGlobal(size);
            Marshal.Copy(Enumerable.Repeat(stain, size).ToArray(), 0, block, size);
            blocks.Add(block);
        }

        blocks.ForEach(Marshal.FreeHGlobal);
    }

    private static byte[] Mutant(byte[][] sound, Random random)
    {
        List<byte> file = [.. sound[random.Next(sound.Length)]];
        for (int changes = random.Next(1, 4); changes > 0 && file.Count > 1; changes--)
        {
            int at = random.Next(random.Next(2) == 0 ? Math.Min(64, file.Count) : file.Count);
            switch (random.Next(7))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0;
                    break;
                case 3:
                    for (int i = at; i < Math.Min(at + 4, file.Count); i++)
                    {
                        file[i] = (byte)random.Next(i == at ? 256 : 2);
                    }

                    break;
                case 4:
                    file.RemoveRange(at, random.Next(1, Math.Min(20, file.Count - at) + 1));
                    break;
                case 5:
                    file.InsertRange(at, file.GetRange(at, random.Next(1, Math.Min(40, file.Count - at) + 1)));
                    break;
                default:
                    byte[] other = sound[random.Next(sound.Length)];
                    file = [.. file.Take(at), .. other.Skip(Math.Min(at, random.Next(other.Length)))];
                    break;
            }
        }

        return [.. file];
    }

    private static IEnumerable<byte[]> Pngs()
    {
        yield return PngFile.Grey(4, [.. Enumerable.Range(0, 20).Select(i => (byte)(7 * i))], JpegFiles.Exif(5, little: false));
        yield return new PngFile().Chunk("IHDR", PngFile.Header(9, 9, 16, 6, 1)).Chunk("tEXt", [1, 2, 3]).Chunk("IDAT", PngFile.Deflated(new byte[900])).End();
        yield return new PngFile().Chunk("IHDR", PngFile.Header(9, 9, 1, 3)).Chunk("PLTE", [1, 2, 3, 4, 5, 6]).Chunk("IDAT", PngFile.Deflated(new byte[27])).End();
        byte[] data = PngFile.Deflated([.. Enumerable.Range(0, 5).SelectMany(filter => new byte[] { (byte)filter, 1, 2, 3, 4, 5, 6 })]);
        yield return new PngFile().Chunk("IHDR", PngFile.Header(2, 5, 8, 2)).Chunk("IDAT", data[..5]).Chunk("IDAT", data[5..]).End();
    }

    private static IEnumerable<byte[]> Bmps()
    {
        yield return BmpFile.Of(3, 2, 24, 0, [], new byte[24]);
        yield return BmpFile.Of(3, -2, 32, 3, BmpFile.Masks(0xFF, 0xFF00, 0xFF0000), new byte[24]);
        yield return BmpFile.Of(5, 2, 16, 0, [], new byte[24]);
        yield return BmpFile.Of(9, 3, 1, 0, new byte[8], new byte[12]);
        yield return BmpFile.Of(9, 3, 8, 0, new byte[64], new byte[36]);
    }
}
