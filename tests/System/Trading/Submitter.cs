using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Somebody who trades at random by HTTP, and asks again under the same key whenever the answer was lost.</summary>
internal sealed class Submitter(TradingHouse house, Market market, string name, int seed)
{
    private readonly Random _chance = new(seed);
    private readonly List<string> _mine = [];
    private int _asked;

    /// <summary>What was accepted, by key.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = [];

    /// <summary>How often orders were answered so: by status, or by the code of the refusal.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = [];

    /// <summary>What is wrong with the answers themselves.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ((_mine.Count == 0 ? 0 : _chance.Next(100)) switch
            {
                < 62 => PlaceOne(),
                < 82 => CancelOne(),
                _ => AmendOne(),
            });
            await Task.Delay(_chance.Next(60), Ct);
        }
    }

    private async Task PlaceOne()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}-{++_asked}");
        var (order, wait) = (market.RandomOrder(_chance, key), _chance.Next(3) * 150);
        var said = await Persist(() => house.Place(order, key, wait));
        Note(key, said);
        // Somebody is in doubt all the same.
        if (_chance.Next(8) == 0) Note(key, await Persist(() => house.Place(order, key, 0)));
    }

    private async Task CancelOne()
    {
        var (order, wait) = (Any(), _chance.Next(3) * 100);
        await Persist(() => house.Cancel(order, wait));
    }

    private async Task AmendOne()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{name}-{++_asked}");
        var (order, change, wait) = (Any(), market.RandomChange(_chance), _chance.Next(3) * 100);
        await Persist(() => house.Send(HttpMethod.Patch, $"orders/{order}?wait={wait}", change, key));
    }

    private void Note(string key, Said said)
    {
        Answers.AddOrUpdate(said.Code ?? $"{(int)said.Status}", 1, (_, times) => times + 1);
        if ((int)said.Status >= 500 && said.Status != HttpStatusCode.ServiceUnavailable) Faults.Enqueue($"{key}: {said.Status} {said.Body}");
        if (said.Status != HttpStatusCode.Created) return;

        var order = said.Text("orderId");
        if (Accepted.TryAdd(key, order)) _mine.Add(order);
        else if (Accepted[key] != order) Faults.Enqueue($"{key} is {Accepted[key]} and {order}.");
    }

    /// <summary>Until there is an answer: the platform may be away, or its gate shut.</summary>
    private static async Task<Said> Persist(Func<Task<Said>> ask)
    {
        while (true)
        {
            try
            {
                var said = await ask();
                if (said.Status != HttpStatusCode.ServiceUnavailable && said.Code != "gate-shut") return said;
            }
            catch (HttpRequestException)
            {
                // Killed, or not there yet.
            }

            await Task.Delay(50, Ct);
        }
    }

    private string Any() => _mine[_chance.Next(Math.Max(0, _mine.Count - 12), _mine.Count)];
}
