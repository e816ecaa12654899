using System;
using System.Linq;

namespace NetGen.Samples.Lecture.Shapes;

/// <summary>A shape's outline around the origin; a radius of 1 holds all of it.</summary>
internal static class Outline
{
    private const double StarWaist = 0.42;
    private const double CrossWidth = 0.34;

    /// <summary>The corners; a circle has none.</summary>
    public static (double X, double Y)[] Corners(Shape shape) => shape switch
    {
        Shape.Square => Regular(4),
        Shape.Triangle => Regular(3),
        Shape.Star => Star(5),
        Shape.Cross =>
        [
            (-CrossWidth, -1), (CrossWidth, -1), (CrossWidth, -CrossWidth), (1, -CrossWidth), (1, CrossWidth), (CrossWidth, CrossWidth),
            (CrossWidth, 1), (-CrossWidth, 1), (-CrossWidth, CrossWidth), (-1, CrossWidth), (-1, -CrossWidth), (-CrossWidth, -CrossWidth),
        ],
        _ => [],
    };

    /// <summary>Whether a point lies inside: a ray from it crosses the outline an odd number of times.</summary>
    public static bool Contains((double X, double Y)[] corners, double x, double y)
    {
        if (corners.Length == 0)
        {
            return (x * x) + (y * y) <= 1;
        }

        bool inside = false;
        for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
        {
            ((double ax, double ay), (double bx, double by)) = (corners[i], corners[j]);
            if (ay > y != by > y && x < ((bx - ax) * (y - ay) / (by - ay)) + ax)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static (double X, double Y)[] Regular(int corners) => [.. Enumerable.Range(0, corners).Select(i => OnCircle(i, corners, 1))];

    private static (double X, double Y)[] Star(int points) =>
        [.. Enumerable.Range(0, 2 * points).Select(i => OnCircle(i, 2 * points, i % 2 == 0 ? 1 : StarWaist))];

    private static (double X, double Y) OnCircle(int i, int of, double radius)
    {
        (double sin, double cos) = Math.SinCos(2 * Math.PI * i / of);
        return (radius * cos, radius * sin);
    }
}
