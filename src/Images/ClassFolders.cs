using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Finds the classes of a folder and their files.</summary>
internal static class ClassFolders
{
    /// <summary>The class names in the order of their indices.</summary>
    public static string[] Names(string root, IReadOnlyList<string>? wanted)
    {
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder {root}.");
        }

        string[] found = [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)).Where(IsVisible).Order(StringComparer.Ordinal)];
        if (found.Length == 0)
        {
            string hint = Directory.EnumerateFiles(root).Any(ImageFormat.HasName) ? " Its images lie in the folder itself." : "";
            throw new InvalidDataException($"{root} has no class folders; images are expected as {Path.Combine(root, "<class>", "<image>")}.{hint}");
        }

        return wanted is null ? found : Ordered(root, found, wanted);
    }

    /// <summary>The files of each class, sorted by path, those of folders inside included.</summary>
    public static IEnumerable<ImageSource> Files(string root, string[] classNames)
    {
        var files = new List<ImageSource>();
        var empty = new List<string>();
        for (int label = 0; label < classNames.Length; label++)
        {
            string folder = Path.Combine(root, classNames[label]);
            string[] paths = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(ImageFormat.HasName).Order(StringComparer.Ordinal)];
            if (paths.Length == 0)
            {
                empty.Add(folder);
            }

            int index = label;
            files.AddRange(paths.Select(path => new ImageSource(path, index)));
        }

        return empty.Count == 0
            ? files
            : throw new InvalidDataException($"No PNG, JPEG or BMP files in class folder{(empty.Count == 1 ? "" : "s")} {string.Join(", ", empty)}.");
    }

    private static bool IsVisible(string name) => !name.StartsWith('.');

    private static string[] Ordered(string root, string[] found, IReadOnlyList<string> classNames)
    {
        string[] missing = [.. classNames.Except(found)];
        string[] unknown = [.. found.Except(classNames)];
        if (missing.Length > 0 || unknown.Length > 0 || classNames.Count != found.Length)
        {
            throw new ArgumentException(
                $"The class names are not those of {root}. Asked for: {string.Join(", ", classNames)}; there are: {string.Join(", ", found)}.",
                nameof(classNames));
        }

        return [.. classNames];
    }
}
