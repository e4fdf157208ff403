using System.Collections;
using AlgoTrendy.Core.Markets;

namespace AlgoTrendy.Modules.Backtesting.Planning;

/// <summary>Finer bars of a run, read when a bar first leaves open what happened inside it; most runs never ask. Several threads may.</summary>
internal sealed class FinerSeries(Func<IReadOnlyList<BarSeries>> read) : IReadOnlyList<BarSeries>
{
    private readonly Lazy<IReadOnlyList<BarSeries>> _series = new(read);

    public int Count => _series.Value.Count;

    public BarSeries this[int index] => _series.Value[index];

    public IEnumerator<BarSeries> GetEnumerator() => _series.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
