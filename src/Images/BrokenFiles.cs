namespace NetGen;

/// <summary>What to do about image files, and folders inside class folders, that cannot be read.</summary>
public enum BrokenFiles
{
    /// <summary>The first one, in order of classes and names, ends loading with an exception that names it.</summary>
    Fail,

    /// <summary>They are left out and listed in <see cref="ImageFolder.Skipped"/>.</summary>
    Skip,
}
