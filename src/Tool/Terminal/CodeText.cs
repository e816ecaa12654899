using System.Collections.Generic;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Tool.Terminal;

/// <summary>A piece of a line with its colour.</summary>
internal readonly record struct CodeSpan(string Text, Style Style);

/// <summary>Text in colours that keeps its own lines, whatever the width of the window.</summary>
internal sealed class CodeText(IEnumerable<CodeSpan> spans) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (CodeSpan span in spans)
        {
            string[] lines = span.Text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                if (i > 0)
                {
                    yield return Segment.LineBreak;
                }

                string line = lines[i].TrimEnd('\r');
                if (line.Length > 0)
                {
                    yield return new Segment(line, span.Style);
                }
            }
        }
    }
}
