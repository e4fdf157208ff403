namespace AlgoTrendy.Core.Markets;

/// <summary>Bars that are looked for once, when somebody first asks; null when there are none.</summary>
internal sealed class OnDemand(Func<BarSeries?> find)
{
    private bool _isKnown;
    private BarSeries? _found;

    public BarSeries? Bars
    {
        get
        {
            if (!_isKnown) (_found, _isKnown) = (find(), true);
            return _found;
        }
    }
}
