using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>
/// Compares text with the file Test.Name.verified.cs beside the test and writes Test.Name.received.cs where they differ: Verify's
/// conventions, for the time that Verify itself is no dependency. To accept a change, rename the received file.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "") =>
        VerifyFile(text, Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{test}"), "cs");

    /// <summary>The same for a file that stands elsewhere.</summary>
    public static void VerifyFile(string text, string name, string extension)
    {
        string received = $"{name}.received.{extension}";
        string verified = $"{name}.verified.{extension}";
        text = text.ReplaceLineEndings("\n");
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(Difference(expected, text, verified, received));
    }

    private static string Difference(string expected, string actual, string verified, string received)
    {
        string[] expectedLines = expected.Split('\n');
        string[] actualLines = actual.Split('\n');
        int line = expectedLines.Zip(actualLines).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join(
            Environment.NewLine,
            $"Line {line + 1} differs.",
            $"verified: {LineOrEnd(expectedLines, line)}",
            $"received: {LineOrEnd(actualLines, line)}",
            $"Compare {Path.GetFileName(verified)} with {received}; to accept, rename the received file.");
    }

    private static string LineOrEnd(string[] lines, int index) => index < lines.Length ? lines[index] : "(end of file)";
}
