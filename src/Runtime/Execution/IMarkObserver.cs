namespace NetGen.Execution;

/// <summary>Is told when lanes come to marks on their way back.</summary>
internal interface IMarkObserver
{
    /// <summary>A lane has come to a mark. Called once by each lane for each mark, on the lane's thread.</summary>
    /// <param name="mark">The mark's number.</param>
    void Reach(int mark);
}
