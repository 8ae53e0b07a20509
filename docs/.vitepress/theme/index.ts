import { type Theme, useData, useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { h, nextTick, onMounted, watch } from 'vue';
import { drawDiagrams } from './diagrams.js';
import { showEmbeds } from './embeds.js';
// oxlint-disable-next-line import/no-unassigned-import -- A style sheet has no value.
import './style.css';

// oxlint-disable-next-line import/no-default-export -- VitePress asks for it.
export default {
  extends: DefaultTheme,
  Layout: {
    setup() {
      const route = useRoute();
      const { isDark } = useData();
      const draw = async () => {
        await nextTick();
        showEmbeds();
        await drawDiagrams(isDark.value);
      };
      onMounted(draw);
      watch([() => route.path, isDark], draw);
      return () => h(DefaultTheme.Layout);
    },
  },
} satisfies Theme;
