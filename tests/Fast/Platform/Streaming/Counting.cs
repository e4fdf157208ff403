using System.Runtime.CompilerServices;
using AlgoTrendy.Contracts;
using AlgoTrendy.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlgoTrendy.Tests.Fast.Platform.Streaming;

/// <param name="RefuseAt">Where it says no; null: nowhere.</param>
/// <param name="FailAt">Where it fails; null: nowhere.</param>
/// <param name="SilentAt">Before which number it says nothing for so many seconds.</param>
/// <param name="Padding">How long the text of each number is.</param>
public sealed record CountRequest(long To, long? After = null, long? RefuseAt = null, long? FailAt = null, long? SilentAt = null, double SilentSeconds = 0, int Padding = 0);

public sealed record Number(long Sequence, string Caller, string Padding);

/// <summary>A contract for tests: one stream, which counts.</summary>
public interface ICounting
{
    IAsyncEnumerable<Number> Count(CountRequest request, CancellationToken ct);
}

internal sealed class CountingModule : Module<ICounting>
{
    private int _open;
    private long _made;

    /// <summary>How many streams are being read.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>How many numbers were made for all readers.</summary>
    public long Made => Interlocked.Read(ref _made);

    public override void AddServices(IHostApplicationBuilder host) => host.Services.AddSingleton<ICounting>(services => new Counter(this, services.GetRequiredService<CallerContext>()));

    private sealed class Counter(CountingModule module, CallerContext callers) : ICounting
    {
        public IAsyncEnumerable<Number> Count(CountRequest request, CancellationToken ct) => Numbers(request, ct);

        private async IAsyncEnumerable<Number> Numbers(CountRequest request, [EnumeratorCancellation] CancellationToken ct)
        {
            Interlocked.Increment(ref module._open);
            try
            {
                for (var number = (request.After ?? 0) + 1; number <= request.To; number++)
                {
                    if (number == request.RefuseAt) throw new StreamRefusedException("no-such-number", $"There is no {number}.");
                    if (number == request.FailAt) throw new InvalidOperationException("secret words");
                    if (number == request.SilentAt) await Task.Delay(TimeSpan.FromSeconds(request.SilentSeconds), ct);
                    ct.ThrowIfCancellationRequested();
                    Interlocked.Increment(ref module._made);
                    yield return new(number, callers.Current.Name, new string('x', request.Padding));
                }
            }
            finally
            {
                Interlocked.Decrement(ref module._open);
            }
        }
    }
}
