using System.Collections.Generic;
using System.IO;

namespace NetGen.Samples.FashionMnist;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): photographs from a shop's catalogue in ten classes, kept in four IDX files.
/// </summary>
internal sealed record Clothing(Dataset Train, Dataset Test)
{
    // One to train with and one to validate with.
    private const int FewestImages = 2;

    /// <summary>The classes by index.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"];

    /// <summary>Reads the four files of a folder, each gzip or plain.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what its name says, or its images are too few or of another size.</exception>
    public static Clothing Load(string folder) => new(LoadPart(folder, "train"), LoadPart(folder, "t10k"));

    private static Dataset LoadPart(string folder, string part)
    {
        string images = Find(folder, $"{part}-images-idx3-ubyte");
        Dataset data = Dataset.FromIdx(images, Find(folder, $"{part}-labels-idx1-ubyte"));
        if (data.InputSize != ClothingCnn.Info.InputSize)
        {
            throw new InvalidDataException($"{images} has images of {string.Join("x", data.InputShape)} pixels; the network takes 28x28.");
        }

        return data.Count >= FewestImages
            ? data
            : throw new InvalidDataException($"{images} has {data.Count} images; at least {FewestImages} are needed.");
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string compressed = plain + ".gz";
        return File.Exists(compressed) ? compressed
            : File.Exists(plain) ? plain
            : throw new FileNotFoundException($"{folder} has neither {name}.gz nor {name}, one of the four files of Fashion-MNIST.");
    }
}
