namespace AlgoTrendy.Core.Indicators;

/// <summary>The smallest of the last <c>length</c> values, NaN until there are so many.</summary>
internal sealed class RollingMin(int length)
{
    private readonly RollingMax _mirror = new(length);

    public double Value => -_mirror.Value;

    public double Update(double value) => -_mirror.Update(-value);

    public void Reset() => _mirror.Reset();
}
