using NetGen.Reporting;

namespace NetGen.Samples.Lecture.Scenes;

/// <summary>A part of the lecture.</summary>
internal abstract class Scene
{
    /// <summary>The heading.</summary>
    public abstract string Title { get; }

    /// <summary>What the slides say, and nothing that they do not say.</summary>
    public abstract string Claim { get; }

    /// <summary>What this lecture adds of its own: explanations, data, choices that the slides leave open.</summary>
    public abstract string Here { get; }

    /// <summary>What Keras makes of it, above all where it differs from the slides.</summary>
    public abstract string InKeras { get; }

    /// <summary>Computes, writes what came out into the page, and sums it up in one sentence.</summary>
    public abstract string Write(HtmlReport page, Lesson lesson);
}
