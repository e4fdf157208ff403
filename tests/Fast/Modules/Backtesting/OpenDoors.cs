using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting;

/// <summary>The public doors of jobs on history, with a house behind them.</summary>
/// <param name="path">Where the jobs of one kind are: /api/v1/backtests.</param>
public abstract class OpenDoors(string path) : IAsyncLifetime
{
    private House _house = null!;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _house = await House.Open("together");
        Http = _house.Doors("backtesting");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _house.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<HttpResponseMessage> Post(string body) => Http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Ct);

    protected async Task<JsonElement> Get(string address) => await Http.GetFromJsonAsync<JsonElement>(address, Ct);

    /// <summary>How a job stands when it is over.</summary>
    protected async Task<JsonElement> Follow(string place)
    {
        while (true)
        {
            var state = await Get(place);
            if (state.GetProperty("status").GetString() is "done" or "failed" or "cancelled") return state;
            await Task.Delay(20, Ct);
        }
    }

    /// <summary>That the answer is a problem document with this status and code, and says something.</summary>
    protected static async Task AssertProblem(HttpResponseMessage reply, int status, string code)
    {
        AssertProblem(reply, status);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    protected static void AssertProblem(HttpResponseMessage reply, int status)
    {
        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType!.MediaType);
    }
}
