namespace NetGen.Samples.Lecture.Shapes;

/// <summary>The five classes that the lecture's network learns to tell apart.</summary>
internal enum Shape
{
    Circle,
    Square,
    Triangle,
    Star,
    Cross,
}
