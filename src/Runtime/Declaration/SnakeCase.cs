using System.Text;

namespace NetGen;

/// <summary>Names as Keras makes them from those of classes.</summary>
internal static class SnakeCase
{
    /// <summary>
    /// "MaxPooling2D" as "max_pooling2d", "MeanIoU" as "mean_io_u": a word begins with an upper case letter that stands
    /// behind a lower case one, or before one.
    /// </summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            bool beginsWord = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (beginsWord)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
