namespace AlgoTrendy.Core.Indicators;

/// <summary>An ema of an ema of an ema …: each link starts when the one before is ready.</summary>
internal sealed class EmaChain
{
    private readonly Ema[] _links;

    public EmaChain(int links, int length)
    {
        _links = new Ema[links];
        for (var link = 0; link < links; link++) _links[link] = new Ema(length);
    }

    public bool IsReady => _links[^1].IsReady;

    /// <summary>The value of a link, NaN until it is ready; 0 is the first.</summary>
    public double this[int link] => _links[link].Value;

    /// <summary>The last link's value.</summary>
    public double Update(double value)
    {
        foreach (var link in _links)
        {
            value = link.Update(value);
            if (!link.IsReady) break;
        }

        return _links[^1].Value;
    }

    public void Reset()
    {
        foreach (var link in _links) link.Reset();
    }
}
