using System.Numerics;

namespace AlgoTrendy.Core.Values;

/// <summary>Seeded chance: the same seed gives the same numbers on every machine. Not for secrets; not safe to share between threads.</summary>
/// <remarks>
/// xoshiro256** of D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021, with its state filled by SplitMix64
/// (G. Steele, D. Lea, C. Flood, OOPSLA 2014) as its authors advise. Doubles have 53 random bits; normals are drawn by inversion, one number each.
/// </remarks>
public sealed class RandomSource
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const double UnitOf53Bits = 1.0 / (1UL << 53);

    private static readonly ulong[] JumpPolynomial = [0x180EC6D33CFD0ABA, 0xD5A61266F0C9392C, 0xA9582618E03FC9AA, 0x39ABDC4529B1661C];
    private static readonly ulong[] LongJumpPolynomial = [0x76E15D3EFEFDCBBF, 0xC5004E441C522FB3, 0x77710069854EE241, 0x39109BB02ACBE635];

    private readonly ulong _seed;
    private ulong _s0, _s1, _s2, _s3;

    public RandomSource(ulong seed)
    {
        _seed = seed;
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>A number that stands for a name (a symbol, a purpose) among the keys of <see cref="Derive"/>: FNV-1a over its UTF-16 code units.</summary>
    public static ulong KeyOf(string name)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
            return hash;
        }
    }

    /// <summary>The stream of its own for (this seed, keys), such as (seed, instrument, day); it does not depend on what has been drawn from this one.</summary>
    public RandomSource Derive(params ReadOnlySpan<ulong> keys)
    {
        var mixed = _seed;
        foreach (var key in keys)
        {
            mixed ^= key;
            mixed = SplitMix(ref mixed);
        }

        // Without keys it must still be another stream than this one.
        return new(SplitMix(ref mixed));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextUnit() => (NextBits() >> 11) * UnitOf53Bits;

    /// <summary>Uniform in (0, 1): neither end, so that a logarithm or an inverse of it is finite.</summary>
    public double NextInnerUnit() => ((NextBits() >> 12) + 0.5) * (2.0 * UnitOf53Bits);

    /// <summary>Uniform among 0 … <paramref name="bound"/> - 1, without bias (D. Lemire, "Fast random integer generation in an interval", 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (uint)bound;
        var product = (NextBits() >> 32) * range;
        if ((uint)(product & uint.MaxValue) < range)
        {
            var refused = (uint)((1UL << 32) % range);
            while ((uint)(product & uint.MaxValue) < refused) product = (NextBits() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and deviation 1.</summary>
    public double NextNormal() => NormalCurve.Quantile(NextInnerUnit());

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -PortableMath.Log(NextInnerUnit());

    /// <summary>How many events there are where <paramref name="mean"/> are expected (Poisson), by multiplication; meant for means below about 30.</summary>
    public int NextPoisson(double mean)
    {
        var floor = PortableMath.Exp(-mean);
        var count = 0;
        for (var product = NextInnerUnit(); product > floor; product *= NextInnerUnit()) count++;
        return count;
    }

    /// <summary>Moves on by 2^128 numbers: streams made by repeated jumps never overlap.</summary>
    public void Jump() => Jump(JumpPolynomial);

    /// <summary>Moves on by 2^192 numbers.</summary>
    public void LongJump() => Jump(LongJumpPolynomial);

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += GoldenGamma;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private void Jump(ulong[] polynomial)
    {
        var (s0, s1, s2, s3) = (0UL, 0UL, 0UL, 0UL);
        foreach (var word in polynomial)
            for (var bit = 0; bit < 64; bit++)
            {
                if ((word >> bit & 1) != 0)
                {
                    s0 ^= _s0;
                    s1 ^= _s1;
                    s2 ^= _s2;
                    s3 ^= _s3;
                }

                NextBits();
            }

        (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);
    }
}
