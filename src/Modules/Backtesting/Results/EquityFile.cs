using System.Collections;
using System.Runtime.InteropServices;
using AlgoTrendy.Contracts.Backtesting;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>A run's equity on disk: 16 bytes a point, the time and the amount, little-endian. A curve may have millions of points, which as text would be larger than all else together.</summary>
internal static class EquityFile
{
    private const int PointsAtOnce = 4096;

    public static void Write(string path, IReadOnlyList<EquityPoint> points)
    {
        using var file = File.Create(path);
        var buffer = new Point[PointsAtOnce];
        for (var start = 0; start < points.Count; start += PointsAtOnce)
        {
            var count = Math.Min(PointsAtOnce, points.Count - start);
            for (var index = 0; index < count; index++)
            {
                var point = points[start + index];
                buffer[index] = new(Instant64.FromInstant(point.Time), (double)point.Equity);
            }

            file.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, count)));
        }
    }

    public static IReadOnlyList<EquityPoint> Read(string path) => new Points(MemoryMarshal.Cast<byte, Point>(File.ReadAllBytes(path)).ToArray());

    private readonly record struct Point(Instant64 Time, double Equity);

    private sealed class Points(Point[] points) : IReadOnlyList<EquityPoint>
    {
        public int Count => points.Length;

        public EquityPoint this[int index] => new(points[index].Time.ToInstant(), (decimal)points[index].Equity);

        public IEnumerator<EquityPoint> GetEnumerator()
        {
            for (var index = 0; index < points.Length; index++) yield return this[index];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
