namespace NetGen.Reporting;

/// <summary>Text that HTML and XML can hold.</summary>
internal static class Printable
{
    /// <summary>The text with U+FFFD for what is no character there or turns the direction of writing. Tabs and ends of lines stay.</summary>
    public static string Text(string text) => SteeringText.Replace(text, static unit => unit is '\t' or '\n' or '\r' ? unit.ToString() : "\uFFFD");
}
