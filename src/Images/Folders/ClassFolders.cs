using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NetGen;

/// <summary>Finds the classes of a folder and their files.</summary>
internal static class ClassFolders
{
    private const int MostNamed = 10;

    /// <summary>The class names in the order of their indices.</summary>
    public static string[] Names(string root, IReadOnlyList<string>? wanted, FolderWalk walk)
    {
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder {RegularFile.Name(root)}.");
        }

        var found = new List<string>();
        foreach (DirectoryInfo folder in new DirectoryInfo(root).EnumerateDirectories().OrderBy(folder => folder.Name, StringComparer.Ordinal))
        {
            if (FolderWalk.Hidden(folder.Name) is { } reason)
            {
                walk.PassOver(Path.Combine(root, folder.Name), reason);
            }
            else if (LeadsAround(folder, root))
            {
                walk.PassOver(Path.Combine(root, folder.Name), "it is a link to a folder that holds all classes");
            }
            else
            {
                found.Add(folder.Name);
            }
        }

        if (found.Count == 0)
        {
            string hint = Directory.EnumerateFiles(root).Any(ImageFormat.HasName) ? " Its images lie in the folder itself." : "";
            string expected = Path.Combine(RegularFile.Name(root), "<class>", "<image>");
            throw new InvalidDataException($"{RegularFile.Name(root)} has no class folders; images are expected as {expected}.{hint}");
        }

        return wanted is null ? [.. found] : Ordered(root, found, wanted);
    }

    /// <summary>The files of each class, sorted by path, those of folders inside included.</summary>
    public static ImageSource[] Files(string root, string[] classNames, FolderWalk walk)
    {
        var files = new List<ImageSource>();
        var empty = new List<string>();
        for (int label = 0; label < classNames.Length; label++)
        {
            string folder = Path.Combine(root, classNames[label]);
            int before = walk.PassedOver.Count;
            int unreadable = walk.Unreadable.Count;
            string[] paths = walk.Images(folder);
            if (paths.Length == 0 && walk.Unreadable.Count == unreadable)
            {
                empty.Add(RegularFile.Name(folder) + Others(walk.PassedOver.Skip(before)));
            }

            int index = label;
            files.AddRange(paths.Select(path => new ImageSource(path, index)));
        }

        return empty.Count == 0
            ? [.. files]
            : throw new InvalidDataException($"No PNG, JPEG or BMP files in class folder{(empty.Count == 1 ? "" : "s")} {Listed(empty)}.");
    }

    private static string Listed(List<string> folders) =>
        string.Join(", ", folders.Take(MostNamed)) + (folders.Count > MostNamed ? $" and {folders.Count - MostNamed} more" : "");

    /// <summary>The images of other formats that a folder has instead.</summary>
    private static string Others(IEnumerable<PassedOver> passedOver)
    {
        string[] formats = [.. passedOver.Select(file => ImageFormat.UnreadName(file.Path)).OfType<string>().Distinct()];
        return formats.Length == 0 ? "" : $" (which has {string.Join(", ", formats)} instead)";
    }

    /// <summary>Whether a folder is a link to the root or to one around it, so that its images are those of every class.</summary>
    private static bool LeadsAround(DirectoryInfo folder, string root)
    {
        if (folder.LinkTarget is null || folder.ResolveLinkTarget(returnFinalTarget: true) is not { } target)
        {
            return false;
        }

        string around = Path.TrimEndingDirectorySeparator(target.FullName) + Path.DirectorySeparatorChar;
        string full = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "";
        return IsIn(Path.GetFullPath(root)) || IsIn(full);

        bool IsIn(string path) => (Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar).StartsWith(around, StringComparison.Ordinal);
    }

    private static string[] Ordered(string root, List<string> found, IReadOnlyList<string> classNames)
    {
        string[] missing = [.. classNames.Except(found)];
        string[] unknown = [.. found.Except(classNames)];
        if (missing.Length > 0 || unknown.Length > 0 || classNames.Count != found.Count)
        {
            throw new ArgumentException(
                $"The class names are not those of {RegularFile.Name(root)}. Asked for: {ForeignText.List([.. classNames])}; there are: {ForeignText.List(found)}.",
                nameof(classNames));
        }

        return [.. classNames];
    }
}
