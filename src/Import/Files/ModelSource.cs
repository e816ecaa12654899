using System;

namespace NetGen.Import.Files;

/// <summary>A file in memory, and those beside it that it may speak of. Readers open nothing themselves: inside a compiler they may not.</summary>
/// <param name="name">The file's name, for messages.</param>
/// <param name="content">The file.</param>
/// <param name="sibling">Finds the content of a file in the same folder, by a plain name without folders; null where there is none.</param>
internal sealed class ModelSource(string name, byte[] content, Func<string, byte[]?> sibling)
{
    public string Name => name;

    public byte[] Content => content;

    /// <summary>The content of a file beside this one; null where there is none, or the name leads elsewhere.</summary>
    public byte[]? Sibling(string fileName) =>
        fileName.Length == 0 || fileName is "." or ".." || fileName.IndexOfAny(['/', '\\', ':', '\0']) >= 0 ? null : sibling(fileName);
}
