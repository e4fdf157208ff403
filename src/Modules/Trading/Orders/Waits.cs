namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>What was refused is tried again after 1, 2, 4 … 60 seconds.</summary>
internal static class Waits
{
    private const int MostSeconds = 60;
    private const int MostDoublings = 6;

    /// <param name="refusals">In a row, this one with it; 0: none, so that nothing waits.</param>
    public static int SecondsAfter(int refusals) => refusals <= 0 ? 0 : Math.Min(MostSeconds, 1 << Math.Min(refusals - 1, MostDoublings));
}
