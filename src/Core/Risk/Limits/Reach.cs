namespace AlgoTrendy.Core.Risk;

/// <summary>Between what worths and quantities a position can come to lie once what waits has traded, signed.</summary>
public readonly record struct Reach(decimal Least, decimal Most, decimal LeastQuantity, decimal MostQuantity)
{
    public decimal Worst => Math.Max(Math.Abs(Least), Math.Abs(Most));

    public decimal WorstQuantity => Math.Max(Math.Abs(LeastQuantity), Math.Abs(MostQuantity));

    public static Reach operator +(Reach left, Reach right) =>
        new(left.Least + right.Least, left.Most + right.Most, left.LeastQuantity + right.LeastQuantity, left.MostQuantity + right.MostQuantity);
}
