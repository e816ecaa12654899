using System.Collections.Generic;
using System.IO;

namespace NetGen.Samples.FashionMnist;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): photographs from a shop's catalogue in ten classes, kept in four IDX files.
/// </summary>
internal sealed record Clothing(Dataset Train, Dataset Test)
{
    /// <summary>The classes by index.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"];

    /// <summary>Reads the four files of a folder, each gzip or plain.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    public static Clothing Load(string folder) => new(LoadPart(folder, "train"), LoadPart(folder, "t10k"));

    private static Dataset LoadPart(string folder, string part) =>
        Dataset.FromIdx(Find(folder, $"{part}-images-idx3-ubyte"), Find(folder, $"{part}-labels-idx1-ubyte"));

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string compressed = plain + ".gz";
        return File.Exists(compressed) ? compressed
            : File.Exists(plain) ? plain
            : throw new FileNotFoundException($"{folder} has neither {name}.gz nor {name}, one of the four files of Fashion-MNIST.");
    }
}
