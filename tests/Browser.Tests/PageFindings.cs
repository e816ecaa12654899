using System.Collections.Generic;

namespace NetGen.Browser.Tests;

/// <summary>What a browser found in a page.</summary>
/// <param name="Pictures">Number of raster pictures, those inside drawings counted.</param>
/// <param name="Broken">Those that could not be decoded.</param>
/// <param name="Drawings">Number of SVG elements that take up room.</param>
/// <param name="Resources">What the page itself knows to have loaded.</param>
/// <param name="Background">The page's colour.</param>
/// <param name="Overflow">Pixels that the page is wider than the window.</param>
/// <param name="Foreign">Elements inside drawings that the browser takes for HTML.</param>
/// <param name="Acted">What a script has left that should not have run.</param>
/// <param name="SmallestLetters">Pixels of the smallest letters of the drawings, as they are seen.</param>
internal sealed record PageFindings(
    int Pictures, IReadOnlyList<string> Broken, int Drawings, IReadOnlyList<string> Resources, string Background, double Overflow, int Foreign, string Acted, double SmallestLetters)
{
    /// <summary>Messages in the console: of scripts, of the page's policy, of loads that failed.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Addresses that were asked for, besides the page's own and data in the page.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>Those of them that the browser did not hold back.</summary>
    public IReadOnlyList<string> Sent { get; init; } = [];
}
