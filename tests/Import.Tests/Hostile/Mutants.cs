using System;
using System.Collections.Generic;
using System.IO;
using NetGen.Import.Files;
using Xunit;

namespace NetGen.Import.Tests.Hostile;

/// <summary>What is promised of broken forms of a file.</summary>
internal static class Mutants
{
    /// <summary>Whatever a file holds, reading it ends in a network, or in one of the exceptions that are promised, which name the file.</summary>
    public static void EndAsPromised(string name, IEnumerable<byte[]> mutants, Action<ModelSource> read, Func<string, byte[]?>? sibling = null)
    {
        int number = 0;
        long beside = 0;
        Func<string, byte[]?> counted = file =>
        {
            byte[]? content = sibling?.Invoke(file);
            beside += content?.Length ?? 0;
            return content;
        };
        foreach (byte[] mutant in mutants)
        {
            beside = 0;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(new ModelSource(name, mutant, counted));
            }
            catch (InvalidDataException exception)
            {
                Assert.True(exception.Message.Contains(name, StringComparison.Ordinal), $"Mutant {number} of {name} is refused without its name: {exception.Message}");
            }
            catch (UnsupportedModelException)
            {
            }
            catch (Exception exception)
            {
                Assert.Fail($"Mutant {number} of {name} ends in {exception}");
            }

            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(used <= FileMutants.Most(mutant.Length + beside), $"Mutant {number} of {name}, {mutant.Length} bytes, made the reader take {used} bytes.");
            number++;
        }
    }
}
