using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Import.Json;

namespace NetGen.Import.TensorFlowJs;

/// <summary>Names of settings as Keras writes them: TensorFlow.js has "batchInputShape" for some, and writes others as Keras does.</summary>
internal static class TensorFlowJsKeys
{
    /// <summary>A value with all names of settings in Keras's way.</summary>
    public static JsonValue Snake(JsonValue value) => value.Kind switch
    {
        JsonKind.Object => JsonValue.OfMembers(
            [.. value.Members.Select(member => new KeyValuePair<string, JsonValue>(Snake(member.Key), Snake(member.Value)))]),
        JsonKind.List => JsonValue.OfItems([.. value.Items.Select(Snake)]),
        _ => value,
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
